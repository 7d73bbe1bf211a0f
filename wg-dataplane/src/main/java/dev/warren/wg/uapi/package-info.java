/**
 * The client of the cross-platform configuration protocol (https://www.wireguard.com/xplatform/) by which any userspace
 * WireGuard is driven. {@code SetPlan} and {@code GetReply} are pure: a change to lines, bytes to a state. {@code SetRequest}
 * writes lines and takes keys from their files; {@code UapiExchange} is the edge: one Unix-domain connection per operation, each
 * with a deadline. Private keys pass only through off-heap buffers that are wiped. Any thread may use a client.
 */
@NullMarked
package dev.warren.wg.uapi;

import org.jspecify.annotations.NullMarked;
