package dev.warren.topology.schema;

import dev.warren.topology.Hub;
import dev.warren.topology.Link;
import dev.warren.topology.Overlay;
import dev.warren.topology.Site;
import dev.warren.topology.Topology;
import dev.warren.topology.Upstream;
import dev.warren.topology.source.Positions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A topology whose values are each well-formed, but which may not fit together yet. What wasn't well-formed is left out, but
 * its name is known.
 *
 * @param overlay the overlay
 * @param hubs the hubs
 * @param sites the sites
 * @param upstreams the upstreams
 * @param links the links by their paths
 * @param names all names that are written, with what they stand for
 * @param positions where everything stands
 */
public record Draft(
        Optional<Overlay> overlay,
        List<Hub> hubs,
        List<Site> sites,
        List<Upstream> upstreams,
        Map<String, Link> links,
        Map<String, NodeKind> names,
        Positions positions) {

    /** The names of one kind, sorted. */
    public List<String> namesOf(NodeKind kind) {
        return names.entrySet().stream()
                .filter(name -> name.getValue() == kind)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The topology that this is, if nothing is wrong with it; empty without an overlay. */
    public Optional<Topology> topology() {
        return overlay.map(present -> new Topology(present, hubs, sites, upstreams, List.copyOf(links.values())));
    }
}
