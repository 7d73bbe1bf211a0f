package dev.warren.topology;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A whole overlay, checked: what {@link TopologyFile#read} gives holds all the rules of the language, and
 * {@link dev.warren.topology.plan.NodePlans} relies on them. Lists are in the order of the text.
 *
 * @param overlay what all nodes share
 * @param hubs the Warren routers: each has a tunnel to every other
 * @param sites the WireGuard peers of a hub
 * @param upstreams the routers beside a hub that speak BGP with it outside of any tunnel
 * @param links what differs from the default between two hubs
 */
public record Topology(Overlay overlay, List<Hub> hubs, List<Site> sites, List<Upstream> upstreams, List<Link> links) {

    /** Copies the lists. */
    public Topology {
        hubs = List.copyOf(hubs);
        sites = List.copyOf(sites);
        upstreams = List.copyOf(upstreams);
        links = List.copyOf(links);
    }

    /** The hub of this name. */
    public Optional<Hub> hub(String name) {
        return hubs.stream().filter(hub -> hub.name().equals(name)).findFirst();
    }

    /**
     * True if two different hubs have a BGP session: all have one with a reflector, and where there is none, with each other (RFC 4456
     * section 4).
     */
    public boolean haveSession(Hub one, Hub other) {
        return one.reflector() || other.reflector() || hubs.stream().noneMatch(Hub::reflector);
    }

    /** The sites of a hub. */
    public Stream<Site> sitesOf(Hub hub) {
        return sites.stream().filter(site -> site.hub().equals(hub.name()));
    }

    /** The upstreams of a hub. */
    public Stream<Upstream> upstreamsOf(Hub hub) {
        return upstreams.stream().filter(upstream -> upstream.hub().equals(hub.name()));
    }

    /** What is said about the link of two hubs, in either order. */
    public Optional<Link> link(Hub one, Hub other) {
        return links.stream()
                .filter(link -> link.joins(one.name(), other.name()))
                .findFirst();
    }
}
