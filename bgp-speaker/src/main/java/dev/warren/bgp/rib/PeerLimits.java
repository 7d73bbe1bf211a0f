package dev.warren.bgp.rib;

import dev.warren.net.IpFamily;
import java.util.Map;

/**
 * How many prefixes a neighbour may have, and with how many octets of attributes.
 *
 * @param accepted paths of both families together
 * @param acceptedOf paths of one family; a family may lack
 * @param advertisedOf what it may have from us in one family; a family may lack
 * @param warning from how many per cent of a limit on a warning is due
 * @param attributeOctets the octets of attributes that it may bring
 */
public record PeerLimits(
        int accepted,
        Map<IpFamily, Integer> acceptedOf,
        Map<IpFamily, Integer> advertisedOf,
        int warning,
        int attributeOctets) {
    public PeerLimits {
        acceptedOf = Map.copyOf(acceptedOf);
        advertisedOf = Map.copyOf(advertisedOf);
    }

    /** Only so many paths of both families together. */
    public static PeerLimits of(int accepted) {
        return new PeerLimits(accepted, Map.of(), Map.of(), 100, Integer.MAX_VALUE);
    }

    /** One family in one direction as plain numbers: counters are compared with them for each path. */
    record Bound(int limit, int warnAt) {}

    Bound in(IpFamily family) {
        return bound(acceptedOf.getOrDefault(family, Integer.MAX_VALUE));
    }

    Bound inBoth() {
        return bound(accepted);
    }

    Bound out(IpFamily family) {
        return bound(advertisedOf.getOrDefault(family, Integer.MAX_VALUE));
    }

    private Bound bound(int limit) {
        return new Bound(limit, (int) Math.max(1, (long) limit * warning / 100));
    }
}
