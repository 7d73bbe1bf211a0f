package dev.warren.bgp.policy;

import dev.warren.bgp.wire.Community;
import java.util.List;

/**
 * A default route (0.0.0.0/0 or ::/0) that a neighbour gets from us in each family that we have a next hop for, whatever is in the
 * table and whatever policies say, in place of any other default route: ORIGIN IGP and ourselves as next hop.
 *
 * @param communities the communities that it carries
 */
public record DefaultRoute(List<Community> communities) {
    /** Without communities. */
    public static final DefaultRoute PLAIN = new DefaultRoute(List.of());

    public DefaultRoute {
        communities = List.copyOf(communities);
    }
}
