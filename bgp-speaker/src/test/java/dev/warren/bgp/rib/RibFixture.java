package dev.warren.bgp.rib;

import dev.warren.bgp.policy.NeighbourPolicy;
import dev.warren.bgp.policy.NextHops;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A RIB of AS 64512 with neighbours that are up. */
final class RibFixture {
    static final long OUR_AS = 64512;
    private static final IpAddress HOP_V4 = IpAddress.parse("198.51.100.1");
    private static final IpAddress HOP_V6 = IpAddress.parse("2001:db8:ff::1");
    static final Map<IpFamily, IpAddress> NEXT_HOPS = Map.of(IpFamily.V4, HOP_V4, IpFamily.V6, HOP_V6);

    static final RouterId ID = RouterId.parse("10.0.0.1");
    static final PeerCodec MODERN = new PeerCodec(true, false, false);

    final Rib rib;
    final List<RibPeer> peers = new ArrayList<>();
    /** Names of more neighbours with two-octet AS numbers. */
    final Set<String> twoOctetAs = new HashSet<>();
    /** Names of neighbours with extended messages. */
    final Set<String> extendedMessages = new HashSet<>();
    /** By name: how many paths of a prefix a neighbour gets, with path identifiers. */
    final Map<String, Map<IpFamily, Integer>> sentPaths = new HashMap<>();

    RibFixture() {
        this(MedRules.STANDARD, Multipath.OFF);
    }

    RibFixture(MedRules med, Multipath multipath) {
        this(ID, med, multipath);
    }

    private RibFixture(RouterId clusterId, MedRules med, Multipath multipath) {
        rib = new Rib(new RibSettings(Asn.of(OUR_AS), ID, clusterId, Set.copyOf(NEXT_HOPS.values()), med, multipath));
    }

    /** One of several reflectors of a cluster. */
    static RibFixture ofCluster(RouterId clusterId) {
        return new RibFixture(clusterId, MedRules.STANDARD, Multipath.OFF);
    }

    IpAddress nextHop(IpFamily family) {
        return family == IpFamily.V4 ? HOP_V4 : HOP_V6;
    }

    /** Takes and gives everything, with our next hops. */
    static NeighbourPolicy.Builder policy() {
        return NeighbourPolicy.builder()
                .imports(RouteFilter.acceptAll())
                .exports(RouteFilter.acceptAll())
                .nextHops(NextHops.of(HOP_V4, HOP_V6));
    }

    RibPeer peer(String name, long asn, String routerId) {
        return peer(name, asn, routerId, false, RouteFilter.acceptAll());
    }

    RibPeer peer(String name, long asn, String routerId, boolean client, RouteFilter exports) {
        return peer(
                name,
                asn,
                routerId,
                policy().exports(exports)
                        .nextHopSelf(peers.size() % 2 == 0)
                        .routeReflectorClient(client)
                        .build());
    }

    RibPeer peer(String name, long asn, String routerId, NeighbourPolicy policy) {
        RibPeer peer = rib.addPeer(new PeerSettings(
                name, IpAddress.parse(routerId), Asn.of(asn), asn != OUR_AS, policy, PeerLimits.of(1_000)));
        peers.add(peer);
        up(peer);
        return peer;
    }

    /** Every third neighbour has two-octet AS numbers, and those of whom it is said. */
    boolean fourOctetAs(RibPeer peer) {
        return peers.indexOf(peer) % 3 != 2
                && !twoOctetAs.contains(peer.settings().name());
    }

    boolean hasExtendedMessages(RibPeer peer) {
        return extendedMessages.contains(peer.settings().name());
    }

    /** How many paths of a prefix a neighbour gets, by family. */
    Map<IpFamily, Integer> sentPaths(RibPeer peer) {
        return sentPaths.getOrDefault(peer.settings().name(), Map.of());
    }

    void up(RibPeer peer) {
        RouterId id = new RouterId((int) peer.settings().address().low());
        rib.peerUp(
                peer,
                id,
                Set.of(IpFamily.values()),
                Optional.empty(),
                new PeerCodec(fourOctetAs(peer), hasExtendedMessages(peer), false, sentPaths(peer)));
    }

    RouteExplanation explain(Prefix prefix, RibPeer to) {
        return rib.explain(prefix, to, peers);
    }

    /** Lets the RIB decide on all, a little at a time; answers what happened. */
    List<RibEvent> settle() {
        while (rib.work(3)) {
            // more turns
        }
        return rib.drainEvents();
    }
}
