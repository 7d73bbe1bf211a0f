package dev.warren.bgp.wire;

import dev.warren.net.IpFamily;
import java.util.Optional;

/**
 * What a route is about (RFC 4760): an address family and how it is used. Others than the two unicast ones are read past.
 *
 * @param afi 0 to 65,535
 * @param safi 0 to 255
 */
public record AddressFamily(int afi, int safi) {
    /** IPv4 unicast. */
    public static final AddressFamily IPV4_UNICAST = new AddressFamily(1, 1);

    /** IPv6 unicast. */
    public static final AddressFamily IPV6_UNICAST = new AddressFamily(2, 1);

    /** Unicast of a family. */
    public static AddressFamily unicast(IpFamily family) {
        return family == IpFamily.V4 ? IPV4_UNICAST : IPV6_UNICAST;
    }

    /** The family whose unicast this is; empty if it is anything else. */
    public Optional<IpFamily> unicast() {
        if (equals(IPV4_UNICAST)) {
            return Optional.of(IpFamily.V4);
        }
        return equals(IPV6_UNICAST) ? Optional.of(IpFamily.V6) : Optional.empty();
    }
}
