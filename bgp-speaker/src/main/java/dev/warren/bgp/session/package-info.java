/**
 * The edge: TCP connections on Netty, framing, timers, backpressure. The only package that touches Netty, sockets and the
 * clock. Everything of a session runs on its event loop; what goes to the RIB passes through the session listener.
 */
@NullMarked
package dev.warren.bgp.session;

import org.jspecify.annotations.NullMarked;
