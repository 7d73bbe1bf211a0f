package dev.warren.topology.plan;

import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import dev.warren.topology.Hub;
import dev.warren.topology.Overlay;
import dev.warren.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The compiler from a checked topology to the plan of one hub. */
public final class NodePlans {
    private NodePlans() {}

    /**
     * The plan of a hub. Pure: equal arguments give equal plans.
     *
     * @param topology a topology as {@link dev.warren.topology.TopologyFile} gives it
     * @param node the name of a hub
     * @throws UnknownNodeException if there is no such hub; it lists those there are
     */
    public static NodePlan compile(Topology topology, String node) throws UnknownNodeException {
        Hub hub = topology.hub(node).orElseThrow(() -> unknown(topology, node));
        List<PeerPlan> peers = new Peers(topology, hub).plan();
        Overlay overlay = topology.overlay();
        return new NodePlan(
                node,
                new OverlayPlan(
                        overlay.name(),
                        overlay.prefixes(),
                        overlay.table(),
                        overlay.rulePriority(),
                        overlay.routeProtocol(),
                        overlay.fwmark()),
                new TunnelPlan(
                        overlay.interfaceName(),
                        hub.addresses(),
                        overlay.mtu(),
                        overlay.listenPort(),
                        hub.plane().orElse(overlay.plane()),
                        hub.privateKeyFile(),
                        hub.publicKey(),
                        peers),
                new BgpPlan(overlay.asn(), hub.routerId(), new Neighbours(topology, hub).plan()),
                firewall(topology, hub, peers));
    }

    private static UnknownNodeException unknown(Topology topology, String node) {
        String what = "there is no node '" + node + "'";
        if (topology.sites().stream().anyMatch(site -> site.name().equals(node))) {
            what = "'" + node + "' is a site, which runs WireGuard without Warren";
        } else if (topology.upstreams().stream()
                .anyMatch(upstream -> upstream.name().equals(node))) {
            what = "'" + node + "' is an upstream, which is a router of someone else";
        }
        return new UnknownNodeException(
                node, what, topology.hubs().stream().map(Hub::name).toList());
    }

    private static FirewallPlan firewall(Topology topology, Hub hub, List<PeerPlan> peers) {
        String tunnel = topology.overlay().interfaceName();
        List<Prefix> sources = new ArrayList<>();
        peers.stream()
                .flatMap(peer -> peer.authority().ranges().stream())
                .map(PrefixRange::prefix)
                .sorted()
                .forEach(prefix -> {
                    if (sources.isEmpty() || !sources.getLast().contains(prefix)) {
                        sources.add(prefix);
                    }
                });
        List<String> forwarding = Stream.concat(
                        Stream.of(tunnel), topology.upstreamsOf(hub).map(upstream -> upstream.interfaceName()))
                .distinct()
                .toList();
        return new FirewallPlan(List.of(new FirewallPlan.SourceSet(tunnel, sources)), forwarding);
    }
}
