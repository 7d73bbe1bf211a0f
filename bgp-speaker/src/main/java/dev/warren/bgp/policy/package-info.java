/**
 * What may come in and go out: compiled, immutable filters. May use {@code wire} and {@code dev.warren.net}; no I/O, no clock,
 * any thread.
 */
@NullMarked
package dev.warren.bgp.policy;

import org.jspecify.annotations.NullMarked;
