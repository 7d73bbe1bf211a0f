/**
 * The finite state machine of RFC 4271 section 8, for one neighbour with its outgoing and its incoming connection. Pure:
 * events and the time go in, actions come out. May use {@code wire}; owned by the neighbour's I/O thread.
 */
@NullMarked
package dev.warren.bgp.fsm;

import org.jspecify.annotations.NullMarked;
