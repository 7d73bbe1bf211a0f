package dev.warren.bgp.bfd.udp;

import dev.warren.net.IpAddress;
import java.util.Optional;

/**
 * What a session watches over: the way to a neighbour.
 *
 * @param neighbour the neighbour's address
 * @param interfaceName where a link-local neighbour is; empty for any other
 * @param local the address to send from; empty to let the kernel choose
 * @param hops one link, or any number of them
 */
public record BfdPath(IpAddress neighbour, Optional<String> interfaceName, Optional<IpAddress> local, Hops hops) {
    /** How far the neighbour is. */
    public enum Hops {
        /** On the same link: packets with a TTL of less than 255 have crossed a router and are not looked at (RFC 5881 section 5). */
        SINGLE(3784),
        /** Anywhere (RFC 5883). */
        MULTIPLE(4784);

        private final int port;

        Hops(int port) {
            this.port = port;
        }

        int port() {
            return port;
        }
    }
}
