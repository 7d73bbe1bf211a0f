/**
 * How much may be logged of what others can cause. Stands on nothing; each limit is of the thread of its owner.
 */
@NullMarked
package dev.warren.bgp.log;

import org.jspecify.annotations.NullMarked;
