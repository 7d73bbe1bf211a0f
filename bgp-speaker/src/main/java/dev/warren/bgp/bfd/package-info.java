/**
 * Bidirectional Forwarding Detection (RFC 5880) in asynchronous mode: packets and the state machine of a session. Pure: packets,
 * commands and the time go in, actions come out. {@link dev.warren.bgp.bfd.udp} carries them; its thread owns each session.
 */
@NullMarked
package dev.warren.bgp.bfd;

import org.jspecify.annotations.NullMarked;
