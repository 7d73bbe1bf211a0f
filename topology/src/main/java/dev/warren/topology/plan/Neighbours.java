package dev.warren.topology.plan;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.PrefixRange;
import dev.warren.topology.Hub;
import dev.warren.topology.SessionAddresses;
import dev.warren.topology.SessionProtection;
import dev.warren.topology.Site;
import dev.warren.topology.Topology;
import dev.warren.topology.Upstream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The BGP sessions of a hub. */
final class Neighbours {
    private final Topology topology;
    private final Hub self;

    Neighbours(Topology topology, Hub self) {
        this.topology = topology;
        this.self = self;
    }

    List<NeighbourPlan> plan() {
        Stream<NeighbourPlan> hubs = topology.hubs().stream()
                .filter(hub -> !hub.name().equals(self.name()) && topology.haveSession(self, hub))
                .map(this::hub);
        Stream<NeighbourPlan> sites =
                topology.sitesOf(self).flatMap(site -> site.bgp().map(bgp -> site(site, bgp)).stream());
        Stream<NeighbourPlan> upstreams = topology.upstreamsOf(self).map(Neighbours::upstream);
        return Stream.of(hubs, sites, upstreams).flatMap(plans -> plans).toList();
    }

    private NeighbourPlan hub(Hub other) {
        IpFamily family = sessionFamily(other);
        List<RouteOwner> owners = toldBy(other);
        return new NeighbourPlan(
                other.name(),
                NeighbourRole.HUB,
                Optional.of(new SessionAddresses(
                        other.address(family).orElseThrow(),
                        self.address(family).orElseThrow())),
                topology.overlay().asn(),
                false,
                true,
                self.reflector() && !other.reflector(),
                self.address(IpFamily.V4),
                self.address(IpFamily.V6),
                ranges(owners),
                exports(),
                owners,
                Optional.empty(),
                SessionProtection.ofBfd(topology.overlay().bfd()));
    }

    /** Whose routes a hub may tell us: those of its own part and, if it is a reflector, of all others but ours. */
    private List<RouteOwner> toldBy(Hub other) {
        Stream<Hub> hubs = other.reflector()
                ? topology.hubs().stream().filter(hub -> !hub.name().equals(self.name()))
                : Stream.of(other);
        return hubs.flatMap(hub -> RouteOwners.of(topology, hub)).toList();
    }

    /** What we may tell hubs: a reflector the same to all, so that they are one update group. */
    private List<PrefixRange> exports() {
        Stream<Hub> hubs = self.reflector() ? topology.hubs().stream() : Stream.of(self);
        return hubs.flatMap(hub -> Grants.of(topology, hub).ranges().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<PrefixRange> ranges(List<RouteOwner> owners) {
        return owners.stream()
                .flatMap(owner -> owner.authority().ranges().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** The family that both hubs write first, else IPv6: both ends must come to the same answer. */
    private IpFamily sessionFamily(Hub other) {
        IpFamily ours = self.addresses().getFirst().family();
        IpFamily theirs = other.addresses().getFirst().family();
        return ours == theirs ? ours : IpFamily.V6;
    }

    private NeighbourPlan site(Site site, Site.Bgp bgp) {
        IpAddress address = site.addresses().getFirst();
        return new NeighbourPlan(
                site.name(),
                NeighbourRole.SITE,
                Optional.of(new SessionAddresses(
                        address, self.address(address.family()).orElseThrow())),
                bgp.asn(),
                bgp.passive(),
                true,
                bgp.asn().equals(topology.overlay().asn()),
                site.address(IpFamily.V4).flatMap(its -> self.address(IpFamily.V4)),
                site.address(IpFamily.V6).flatMap(its -> self.address(IpFamily.V6)),
                Grants.of(site).ranges(),
                everything(),
                List.of(),
                Optional.empty(),
                SessionProtection.ofBfd(bgp.bfd()));
    }

    /** All that the overlay has or may learn. */
    private List<PrefixRange> everything() {
        Stream<PrefixRange> own = topology.overlay().prefixes().stream().map(PrefixRange::orLonger);
        Stream<PrefixRange> learned = topology.upstreams().stream().flatMap(upstream -> upstream.accept().stream());
        return Stream.concat(own, learned).distinct().sorted().toList();
    }

    private static NeighbourPlan upstream(Upstream upstream) {
        return new NeighbourPlan(
                upstream.name(),
                NeighbourRole.UPSTREAM,
                upstream.addresses(),
                upstream.asn(),
                upstream.passive(),
                true,
                false,
                upstream.nextHop(IpFamily.V4),
                upstream.nextHop(IpFamily.V6),
                upstream.accept(),
                upstream.announce(),
                List.of(),
                Optional.of(upstream.interfaceName()),
                upstream.protection());
    }
}
