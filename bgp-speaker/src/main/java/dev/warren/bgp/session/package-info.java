/**
 * The edge: TCP connections on Netty, framing, timers, backpressure. With {@code socket} and
 * {@code bfd.udp} the only one that touches Netty and sockets. Everything of a session runs on its event loop; what goes to the RIB passes through the session listener.
 */
@NullMarked
package dev.warren.bgp.session;

import org.jspecify.annotations.NullMarked;
