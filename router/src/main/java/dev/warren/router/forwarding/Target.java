package dev.warren.router.forwarding;

import dev.warren.net.IpAddress;
import dev.warren.net.PublicKey;

/** Where the packets of a prefix go. */
public sealed interface Target {

    /**
     * Into the tunnel of a WireGuard peer: the prefix is among its AllowedIPs and routed to the tunnel interface.
     *
     * @param name the hub or site, as the topology names it
     * @param key its public key
     */
    record Peer(String name, PublicKey key) implements Target {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * To a router on an upstream link.
     *
     * @param interfaceName the interface of the link
     * @param address the next hop; its family may differ from the prefix's (RFC 8950)
     */
    record Gateway(String interfaceName, IpAddress address) implements Target {
        @Override
        public String toString() {
            return address + " on " + interfaceName;
        }
    }

    /** To this hub itself: the kernel's local table has it, nothing is installed. */
    record Local() implements Target {
        @Override
        public String toString() {
            return "local";
        }
    }
}
