package dev.warren.router.run;

import dev.warren.bgp.BfdConfig;
import dev.warren.bgp.NeighbourConfig;
import dev.warren.bgp.SpeakerConfig;
import dev.warren.bgp.bfd.BfdParameters;
import dev.warren.bgp.bfd.udp.BfdPath;
import dev.warren.bgp.policy.NextHops;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.session.TransportSecurity;
import dev.warren.net.IpAddress;
import dev.warren.topology.Bfd;
import dev.warren.topology.SessionAddresses;
import dev.warren.topology.SessionProtection;
import dev.warren.topology.plan.NeighbourPlan;
import dev.warren.topology.plan.NodePlan;
import java.net.InetSocketAddress;
import java.time.Duration;
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
                plan.bgp().neighbours().stream()
                        .flatMap(neighbour -> neighbour.addresses().stream()
                                .map(addresses ->
                                        neighbour(neighbour, addresses).build()))
                        .toList());
    }

    /** An unnumbered upstream's, between two link-local addresses that were found: ours is the next hop of both families. */
    static NeighbourConfig unnumbered(NeighbourPlan plan, SessionAddresses found) {
        return neighbour(plan, found)
                .transport(t -> plan.interfaceName().ifPresent(t::interfaceName))
                .capabilities(c -> c.extendedNextHop(true))
                .policy(p -> p.nextHops(NextHops.of(found.own())))
                .build();
    }

    private static NeighbourConfig.Builder neighbour(NeighbourPlan plan, SessionAddresses addresses) {
        SessionProtection protection = plan.protection();
        NeighbourConfig.Builder neighbour = NeighbourConfig.builder(plan.name(), addresses.neighbour(), plan.asn())
                .transport(t -> t.localAddress(addresses.own())
                        .passive(plan.passive())
                        .security(new TransportSecurity(protection.md5KeyFile(), protection.ttlSecurityHops())))
                .capabilities(c -> c.families(plan.families()))
                .policy(p -> p.nextHopSelf(plan.nextHopSelf())
                        .routeReflectorClient(plan.routeReflectorClient())
                        .nextHops(new NextHops(plan.nextHopV4(), plan.nextHopV6()))
                        .imports(RouteFilter.of(plan.imports()))
                        .importPolicy(OwnerPolicy.of(plan.owners()))
                        .exports(RouteFilter.of(plan.exports())));
        protection.bfd().map(SpeakerSetup::bfd).ifPresent(neighbour::bfd);
        return neighbour;
    }

    private static BfdConfig bfd(Bfd plan) {
        Duration interval = Duration.ofMillis(plan.intervalMillis());
        return new BfdConfig(new BfdParameters(interval, interval, plan.multiplier(), false), BfdPath.Hops.SINGLE);
    }
}
