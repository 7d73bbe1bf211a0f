/**
 * The messages of BGP-4 and their octets: records, one decoder and one encoder, pure functions over
 * {@link java.nio.ByteBuffer} with an explicit context. May use {@code dev.warren.net} and the JDK, nothing else; no state, so
 * any thread. Nothing that a neighbour sends makes the decoder throw: it answers with a message or with a NOTIFICATION.
 */
@NullMarked
package dev.warren.bgp.wire;

import org.jspecify.annotations.NullMarked;
