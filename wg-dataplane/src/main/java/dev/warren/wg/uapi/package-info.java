/**
 * The client of the cross-platform configuration protocol (https://www.wireguard.com/xplatform/) by which any userspace
 * WireGuard is driven. {@code SetRequest} and {@code GetReply} are the pure codec over ByteBuffers; {@code UapiExchange} is the
 * edge: one Unix-domain connection per operation, each with a deadline. Private keys pass only through off-heap buffers that
 * are wiped.
 */
@NullMarked
package dev.warren.wg.uapi;

import org.jspecify.annotations.NullMarked;
