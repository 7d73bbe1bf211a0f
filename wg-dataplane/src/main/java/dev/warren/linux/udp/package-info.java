/**
 * Datagram sockets with what WireGuard needs of Linux (udp(7), ip(7), ipv6(7)): batches by recvmmsg, segmentation and
 * coalescing in the kernel (UDP_SEGMENT, UDP_GRO), source addresses and ECN as control messages, firewall marks. An edge: it may use
 * {@code dev.warren.linux.libc}. Sockets may be used from any thread; readers and writers are one thread's each.
 */
@NullMarked
package dev.warren.linux.udp;

import org.jspecify.annotations.NullMarked;
