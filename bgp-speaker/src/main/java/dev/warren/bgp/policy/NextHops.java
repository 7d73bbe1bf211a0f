package dev.warren.bgp.policy;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.util.Optional;

/**
 * Our own addresses as next hops, one per family. Where we have to put ourselves as next hop, a family without an address is
 * not announced.
 *
 * @param v4 our IPv4 address
 * @param v6 our IPv6 address
 */
public record NextHops(Optional<IpAddress> v4, Optional<IpAddress> v6) {
    /** No address of either family. */
    public static final NextHops NONE = new NextHops(Optional.empty(), Optional.empty());

    /** @throws IllegalArgumentException if an address is of the other family */
    public NextHops {
        if (v4.filter(a -> a.family() != IpFamily.V4).isPresent()
                || v6.filter(a -> a.family() != IpFamily.V6).isPresent()) {
            throw new IllegalArgumentException("next hops " + v4 + " " + v6 + ": one IPv4 and one IPv6 address");
        }
    }

    /** One address of each family. */
    public static NextHops of(IpAddress v4, IpAddress v6) {
        return new NextHops(Optional.of(v4), Optional.of(v6));
    }

    /** One address of one family. */
    public static NextHops of(IpAddress only) {
        return only.family() == IpFamily.V4
                ? new NextHops(Optional.of(only), Optional.empty())
                : new NextHops(Optional.empty(), Optional.of(only));
    }

    /** The address of a family. */
    public Optional<IpAddress> of(IpFamily family) {
        return family == IpFamily.V4 ? v4 : v6;
    }
}
