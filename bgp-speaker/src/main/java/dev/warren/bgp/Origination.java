package dev.warren.bgp;

import dev.warren.bgp.wire.Community;
import dev.warren.net.Prefix;
import java.util.List;

/**
 * A local route: announced with ourselves as next hop and ORIGIN IGP; preferred to any learned path of the same prefix.
 *
 * @param prefix the prefix
 * @param communities the communities that it carries
 */
public record Origination(Prefix prefix, List<Community> communities) {
    public Origination {
        communities = List.copyOf(communities);
    }

    /** A local route without communities. */
    public static Origination of(Prefix prefix) {
        return new Origination(prefix, List.of());
    }
}
