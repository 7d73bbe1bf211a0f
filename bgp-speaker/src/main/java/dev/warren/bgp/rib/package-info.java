/**
 * The routing information bases of RFC 4271 section 3.2 and the decision process of section 9.1. May use {@code wire} and
 * {@code policy}; no I/O, no clock, no threads: one thread owns a Rib and gives it bounded turns.
 */
@NullMarked
package dev.warren.bgp.rib;

import org.jspecify.annotations.NullMarked;
