/**
 * The running device: the TUN interface, the sockets, the clock and the three threads around {@code dev.warren.wg.engine},
 * and the process that is a drop-in for wireguard-go. An edge.
 */
@NullMarked
package dev.warren.wg.device;

import org.jspecify.annotations.NullMarked;
