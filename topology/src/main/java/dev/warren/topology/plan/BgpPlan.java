package dev.warren.topology.plan;

import dev.warren.net.Asn;
import dev.warren.net.RouterId;
import java.util.List;

/**
 * A hub's BGP speaker.
 *
 * @param asn the overlay's AS
 * @param routerId the hub's identifier
 * @param neighbours hubs, then sites, then upstreams
 */
public record BgpPlan(Asn asn, RouterId routerId, List<NeighbourPlan> neighbours) {
    /** Copies the list. */
    public BgpPlan {
        neighbours = List.copyOf(neighbours);
    }
}
