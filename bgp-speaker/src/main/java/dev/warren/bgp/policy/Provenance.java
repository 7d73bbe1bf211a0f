package dev.warren.bgp.policy;

import dev.warren.net.IpFamily;
import java.util.Optional;

/**
 * Where a route comes from.
 *
 * @param family the family of its prefix
 * @param neighbour the name of the neighbour that announced it; empty for a local route
 * @param tag the tag of a local route, 0 to 65,535; 0 where there is none
 */
public record Provenance(IpFamily family, Optional<String> neighbour, int tag) {
    /** The greatest tag. */
    public static final int MAX_TAG = 0xffff;

    /** A route that a neighbour announced. */
    public static Provenance learned(IpFamily family, String neighbour) {
        return new Provenance(family, Optional.of(neighbour), 0);
    }

    /** A route of our own. */
    public static Provenance local(IpFamily family, int tag) {
        return new Provenance(family, Optional.empty(), tag);
    }
}
