package dev.warren.topology.plan;

import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import dev.warren.topology.Hub;
import dev.warren.topology.Site;
import dev.warren.topology.Topology;
import java.util.List;
import java.util.stream.Stream;

/** Who may own what: the one place that says so, for AllowedIPs, BGP filters and firewall alike. */
final class Grants {
    private Grants() {}

    /** A site owns its addresses and prefixes; what it announces itself by BGP may also be longer. */
    static Authority of(Site site) {
        Stream<PrefixRange> prefixes =
                site.prefixes().stream().map(site.bgp().isPresent() ? PrefixRange::orLonger : PrefixRange::exactly);
        return Authority.of(Stream.concat(hosts(site.addresses()), prefixes).toList());
    }

    /** A hub answers for its addresses, its sites and what its upstreams may tell it. */
    static Authority of(Topology topology, Hub hub) {
        Stream<PrefixRange> sites = topology.sitesOf(hub).flatMap(site -> of(site).ranges().stream());
        Stream<PrefixRange> upstreams = topology.upstreamsOf(hub).flatMap(upstream -> upstream.accept().stream());
        return Authority.of(Stream.of(hosts(hub.addresses()), sites, upstreams)
                .flatMap(ranges -> ranges)
                .toList());
    }

    private static Stream<PrefixRange> hosts(List<IpAddress> addresses) {
        return addresses.stream().map(Prefix::host).map(PrefixRange::exactly);
    }
}
