/** Socket options of Linux that both edges use: TCP sessions and BFD. */
@NullMarked
package dev.warren.bgp.socket;

import org.jspecify.annotations.NullMarked;
