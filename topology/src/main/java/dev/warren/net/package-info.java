/**
 * The nouns of the field: addresses, prefixes, AS numbers, endpoints, public keys. Immutable values with a canonical text
 * form that {@code parse} reads back; no I/O, no name resolution, no clock. Every part of Warren may use them, from any
 * thread.
 */
@NullMarked
package dev.warren.net;

import org.jspecify.annotations.NullMarked;
