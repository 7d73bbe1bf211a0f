package dev.warren.router.fib;

import dev.warren.net.IpAddress;

/** Where the overlay's table sends a prefix. */
public sealed interface FibTarget {
    /**
     * Into a tunnel interface; WireGuard's AllowedIPs choose the peer.
     *
     * @param interfaceIndex the tunnel interface's number
     */
    record TunnelInterface(int interfaceIndex) implements FibTarget {}

    /**
     * To a router on a link, taken as directly reachable there.
     *
     * @param interfaceIndex the link's number
     * @param gateway its address on the link; an IPv4 prefix may have an IPv6 one
     */
    record Gateway(int interfaceIndex, IpAddress gateway) implements FibTarget {}

    /** Nowhere: the sender is told by ICMP. */
    record Unreachable() implements FibTarget {}
}
