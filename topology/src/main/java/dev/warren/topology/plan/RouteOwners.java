package dev.warren.topology.plan;

import dev.warren.topology.Hub;
import dev.warren.topology.Site;
import dev.warren.topology.Topology;
import java.util.stream.Stream;

/** The next hops behind a hub: its own, and those of its sites in the overlay's AS, which reflection leaves as they are. */
final class RouteOwners {
    private RouteOwners() {}

    static Stream<RouteOwner> of(Topology topology, Hub hub) {
        RouteOwner own = new RouteOwner(hub.name(), hub.addresses(), Grants.of(topology, hub));
        return Stream.concat(Stream.of(own), internalSites(topology, hub).map(RouteOwners::of));
    }

    /** The sites of a hub that speak BGP as the overlay's AS. */
    static Stream<Site> internalSites(Topology topology, Hub hub) {
        return topology.sitesOf(hub)
                .filter(site -> site.bgp().stream()
                        .anyMatch(bgp -> bgp.asn().equals(topology.overlay().asn())));
    }

    private static RouteOwner of(Site site) {
        return new RouteOwner(site.name(), site.addresses(), Grants.of(site));
    }
}
