package dev.warren.router.run;

import dev.warren.bgp.NeighbourConfig;
import dev.warren.bgp.NextHops;
import dev.warren.bgp.SpeakerConfig;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.net.IpAddress;
import dev.warren.topology.plan.NeighbourPlan;
import dev.warren.topology.plan.NodePlan;
import java.net.InetSocketAddress;
import java.util.List;

/** The BGP speaker's configuration of a node. Pure. */
final class SpeakerSetup {
    /** BGP's port (RFC 4271 section 8.2.1). */
    static final int PORT = 179;

    private SpeakerSetup() {}

    static SpeakerConfig of(NodePlan plan) {
        return new SpeakerConfig(
                plan.bgp().asn(),
                plan.bgp().routerId(),
                List.of(new InetSocketAddress(IpAddress.ANY_V6.toInetAddress(), PORT)),
                plan.bgp().neighbours().stream().map(SpeakerSetup::neighbour).toList());
    }

    private static NeighbourConfig neighbour(NeighbourPlan plan) {
        return NeighbourConfig.builder(plan.name(), plan.address(), plan.asn())
                .localAddress(plan.localAddress())
                .families(plan.families())
                .passive(plan.passive())
                .nextHopSelf(plan.nextHopSelf())
                .routeReflectorClient(plan.routeReflectorClient())
                .nextHops(new NextHops(plan.nextHopV4(), plan.nextHopV6()))
                .importFilter(RouteFilter.of(plan.imports()))
                .exportFilter(RouteFilter.of(plan.exports()))
                .build();
    }
}
