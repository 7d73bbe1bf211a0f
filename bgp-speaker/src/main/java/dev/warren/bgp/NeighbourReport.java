package dev.warren.bgp;

import dev.warren.bgp.NeighbourStatus.FamilyCounts;
import dev.warren.bgp.NeighbourStatus.MalformedCounts;
import dev.warren.bgp.NeighbourStatus.NegotiatedSession;
import dev.warren.bgp.NeighbourStatus.Traffic;
import dev.warren.bgp.fsm.Negotiated;
import dev.warren.bgp.rib.RibPeer;
import dev.warren.bgp.session.NeighbourSession;
import dev.warren.bgp.session.SessionSnapshot;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What the RIB knows of a neighbour, for others to see: published by the RIB thread, read by any. */
final class NeighbourReport {
    private final NeighbourConfig config;
    private final RibPeer peer;
    private volatile Map<IpFamily, FamilyCounts> counts = Map.of();
    private volatile Map<IpFamily, Boolean> ended = Map.of();
    private volatile Asn asn;
    private volatile MalformedCounts malformed = MalformedCounts.NONE;

    NeighbourReport(NeighbourConfig config, RibPeer peer) {
        this.config = config;
        this.peer = peer;
        this.asn = peer.settings().asn();
    }

    /** On the RIB thread, where something may have changed. */
    void publish(MalformedCounts errors) {
        malformed = errors;
        asn = peer.settings().asn();
        Map<IpFamily, FamilyCounts> now = new EnumMap<>(IpFamily.class);
        Map<IpFamily, Boolean> markers = new EnumMap<>(IpFamily.class);
        for (IpFamily family : config.capabilities().families()) {
            now.put(
                    family,
                    new FamilyCounts(
                            peer.accepted(family), peer.stale(family), peer.refused(family), peer.advertised(family)));
            markers.put(family, peer.endOfRib(family));
        }
        if (!now.equals(counts)) {
            counts = now;
        }
        if (!markers.equals(ended)) {
            ended = markers;
        }
    }

    /** From any thread. */
    boolean hasStale() {
        return counts.values().stream().anyMatch(count -> count.stale() > 0);
    }

    /** From any thread. */
    NeighbourStatus status(NeighbourSession session) {
        SessionSnapshot snapshot = session.snapshot();
        return new NeighbourStatus(
                config.name(),
                config.address(),
                asn,
                snapshot.state(),
                Duration.ofNanos(System.nanoTime() - snapshot.since()),
                Map.copyOf(counts),
                snapshot.negotiated().map(negotiated -> view(negotiated, snapshot)),
                snapshot.lastError(),
                snapshot.history(),
                new Traffic(session.received(), session.sent(), malformed));
    }

    private NegotiatedSession view(Negotiated negotiated, SessionSnapshot snapshot) {
        Map<IpFamily, Boolean> exchanged = new EnumMap<>(IpFamily.class);
        negotiated.families().forEach(family -> exchanged.put(family, ended.getOrDefault(family, false)));
        return new NegotiatedSession(
                negotiated.peerId(),
                snapshot.localAddress().orElse(IpAddress.any(config.address().family())),
                Duration.ofSeconds(negotiated.holdTime()),
                Map.copyOf(exchanged),
                capabilities(negotiated));
    }

    private static Set<NegotiatedCapability> capabilities(Negotiated negotiated) {
        Set<NegotiatedCapability> both = EnumSet.noneOf(NegotiatedCapability.class);
        if (negotiated.fourOctetAs()) {
            both.add(NegotiatedCapability.FOUR_OCTET_AS);
        }
        if (negotiated.routeRefresh()) {
            both.add(NegotiatedCapability.ROUTE_REFRESH);
        }
        if (negotiated.enhancedRefresh()) {
            both.add(NegotiatedCapability.ENHANCED_REFRESH);
        }
        if (negotiated.sendsExtended()) {
            both.add(NegotiatedCapability.EXTENDED_MESSAGES);
        }
        if (negotiated.extendedNextHop()) {
            both.add(NegotiatedCapability.EXTENDED_NEXT_HOP);
        }
        if (!negotiated.pathsIn().isEmpty()) {
            both.add(NegotiatedCapability.ADD_PATH_IN);
        }
        if (!negotiated.pathsOut().isEmpty()) {
            both.add(NegotiatedCapability.ADD_PATH_OUT);
        }
        if (negotiated.restart().isPresent()) {
            both.add(NegotiatedCapability.GRACEFUL_RESTART);
        }
        return both;
    }
}
