/**
 * What there is of a lab that is up: processes, interfaces, addresses, links, and what is done to them. May use {@code lab} and {@code verb};
 * only looks. Immutable results, any thread; calls block.
 */
@NullMarked
package dev.warren.labs.inspect;

import org.jspecify.annotations.NullMarked;
