package dev.warren.router.forwarding;

import dev.warren.bgp.Path;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.router.forwarding.Refusal.Cause;
import dev.warren.topology.plan.NeighbourPlan;
import dev.warren.topology.plan.NodePlan;
import dev.warren.topology.plan.PeerPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides where a path's packets go: its next hop names a WireGuard peer or a gateway on an upstream link, and the authority
 * ceiling says whether that peer may own the prefix. Immutable; any thread.
 */
public final class ForwardingRules {
    private final Map<IpAddress, PeerPlan> peerByNextHop = new HashMap<>();
    private final Map<Prefix, PeerPlan> siteByOrigin = new HashMap<>();
    private final Map<String, String> upstreamInterfaces = new HashMap<>();
    private final List<PeerPlan> peers;

    /** The rules of one hub. */
    public ForwardingRules(NodePlan plan) {
        peers = plan.tunnel().peers();
        for (PeerPlan peer : peers) {
            peer.nextHops().forEach(nextHop -> peerByNextHop.put(nextHop, peer));
            peer.addresses().forEach(address -> siteByOrigin.put(Prefix.host(address), peer));
            peer.originated().forEach(prefix -> siteByOrigin.put(prefix, peer));
        }
        for (NeighbourPlan neighbour : plan.bgp().neighbours()) {
            neighbour.interfaceName().ifPresent(name -> upstreamInterfaces.put(neighbour.name(), name));
        }
    }

    /** The entries that hold whatever BGP says: each peer's tunnel addresses. */
    public Map<Prefix, ForwardingEntry> fixedEntries() {
        Map<Prefix, ForwardingEntry> fixed = new HashMap<>();
        for (PeerPlan peer : peers) {
            for (IpAddress address : peer.addresses()) {
                Prefix host = Prefix.host(address);
                fixed.put(host, new ForwardingEntry(host, target(peer), new Reason.TunnelAddress()));
            }
        }
        return fixed;
    }

    /** What becomes of a best path. */
    public Verdict decide(Path path) {
        if (path.neighbour().isEmpty()) {
            return forward(path, localTarget(path.prefix()));
        }
        String neighbour = path.neighbour().get();
        String upstream = upstreamInterfaces.get(neighbour);
        if (upstream != null) {
            return forward(path, new Target.Gateway(upstream, path.nextHop()));
        }
        PeerPlan peer = peerByNextHop.get(path.nextHop());
        if (peer == null) {
            return new Refusal(path, Cause.NEXT_HOP_UNKNOWN);
        }
        return peer.authority().grants(path.prefix())
                ? forward(path, target(peer))
                : new Refusal(path, Cause.BEYOND_AUTHORITY);
    }

    /** True if the topology lets the peer with this key own the prefix. */
    public boolean mayOwn(PublicKey key, Prefix prefix) {
        return peers.stream()
                .anyMatch(
                        peer -> peer.publicKey().equals(key) && peer.authority().grants(prefix));
    }

    /** A prefix that this hub originates is a site's, or its own. */
    private Target localTarget(Prefix prefix) {
        return Optional.ofNullable(siteByOrigin.get(prefix))
                .<Target>map(ForwardingRules::target)
                .orElseGet(Target.Local::new);
    }

    private static Verdict forward(Path path, Target target) {
        return new Verdict.Forward(new ForwardingEntry(path.prefix(), target, new Reason.BestPath(path)));
    }

    private static Target target(PeerPlan peer) {
        return new Target.Peer(peer.name(), peer.publicKey());
    }
}
