package dev.warren.topology.plan;

import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.topology.Hub;
import dev.warren.topology.Link;
import dev.warren.topology.Site;
import dev.warren.topology.Topology;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The WireGuard peers of a hub. */
final class Peers {
    private final Topology topology;
    private final Hub self;

    Peers(Topology topology, Hub self) {
        this.topology = topology;
        this.self = self;
    }

    List<PeerPlan> plan() {
        Stream<PeerPlan> hubs = topology.hubs().stream()
                .filter(hub -> !hub.name().equals(self.name()))
                .map(this::hub);
        return Stream.concat(hubs, topology.sitesOf(self).map(Peers::site)).toList();
    }

    private PeerPlan hub(Hub other) {
        Optional<Link> link = topology.link(self, other);
        Optional<Endpoint> chosen = link.flatMap(Link::family).flatMap(other::endpoint);
        return new PeerPlan(
                other.name(),
                PeerRole.HUB,
                other.publicKey(),
                link.flatMap(Link::presharedKeyFile),
                chosen.or(() -> other.endpoints().stream().findFirst()),
                0,
                other.addresses(),
                nextHops(other),
                List.of(),
                Grants.of(topology, other));
    }

    private List<IpAddress> nextHops(Hub other) {
        return RouteOwners.of(topology, other)
                .flatMap(owner -> owner.nextHops().stream())
                .toList();
    }

    private static PeerPlan site(Site site) {
        List<Prefix> originated = site.bgp().isPresent()
                ? List.of()
                : Stream.concat(site.addresses().stream().map(Prefix::host), site.prefixes().stream())
                        .distinct()
                        .toList();
        return new PeerPlan(
                site.name(),
                PeerRole.SITE,
                site.publicKey(),
                site.presharedKeyFile(),
                site.endpoint(),
                site.keepalive(),
                site.addresses(),
                site.addresses(),
                originated,
                Grants.of(site));
    }
}
