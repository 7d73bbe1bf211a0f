/**
 * The edge of {@link dev.warren.bgp.bfd}: UDP sockets on Netty and a thread of their own, so that no table load can make a session
 * flap. Single hop by RFC 5881 (port 3784, TTL 255 both ways), multihop by RFC 5883 (port 4784).
 */
@NullMarked
package dev.warren.bgp.bfd.udp;

import org.jspecify.annotations.NullMarked;
