/**
 * A WireGuard device without its edges: peers with their key slots, the index table, and three paths, each one thread's: {@code
 * OutboundPath} (TUN to UDP), {@code InboundPath} (UDP to TUN), {@code ControlPath} (handshakes and timers). Bytes, the
 * time and where they came from go in; what to send goes to the small interfaces that an edge or a test implements. No
 * sockets, no clock, no threads of its own. Slow-path state is under the device's lock; what the data paths read is
 * volatile and immutable.
 */
@NullMarked
package dev.warren.wg.engine;

import org.jspecify.annotations.NullMarked;
