/**
 * Upstreams without addresses: who is on their links is found by router discovery (RFC 4861 section 6), and the BGP session to it added.
 * {@code LinkNeighbour} and {@code Pace} are pure; {@code UnnumberedNeighbours} runs on a thread of its own.
 */
@NullMarked
package dev.warren.router.unnumbered;

import org.jspecify.annotations.NullMarked;
