package dev.warren.router.run;

import dev.warren.bgp.Origination;
import dev.warren.bgp.Speaker;
import dev.warren.net.PublicKey;
import dev.warren.router.sites.LookPace;
import dev.warren.router.sites.SiteOrigins;
import dev.warren.router.sites.TunnelLiveness;
import dev.warren.router.tunnel.TunnelInterface;
import dev.warren.topology.plan.NodePlan;
import dev.warren.topology.plan.PeerPlan;
import dev.warren.wg.control.PeerState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the tunnels, once a second mostly, and has the speaker originate what follows from it. Owned by the synchroniser's thread. */
final class TunnelWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TunnelWatch.class);

    private final NodePlan plan;
    private final TunnelInterface tunnel;
    private final Speaker speaker;
    private final LookPace pace = new LookPace();
    private final TunnelLiveness liveness = new TunnelLiveness();
    private final SiteOrigins origins;
    private Set<String> alive = Set.of();
    private long nextLook;

    TunnelWatch(NodePlan plan, TunnelInterface tunnel, Speaker speaker, long now) {
        this.plan = plan;
        this.tunnel = tunnel;
        this.speaker = speaker;
        this.origins = new SiteOrigins(plan);
        this.nextLook = now;
    }

    /** Looks if it is time. */
    void look(long now) throws IOException {
        if (now - nextLook < 0) {
            return;
        }
        nextLook = now + LookPace.SHORTEST.toNanos();
        long begun = System.nanoTime();
        List<PeerState> peers = tunnel.peers();
        nextLook = now + pace.after(Duration.ofNanos(System.nanoTime() - begun)).toNanos();
        Set<String> present = living(peers, System.nanoTime(), Instant.now());
        report(present);
        alive = present;
        SiteOrigins.Change change = origins.update(present);
        if (!change.lost().isEmpty()) {
            speaker.withdraw(change.lost());
        }
        if (!change.gained().isEmpty()) {
            speaker.originate(change.gained().stream().map(Origination::of).toList());
        }
    }

    /** The names of the peers whose tunnels were alive at the last look. */
    Set<String> alive() {
        return alive;
    }

    private Set<String> living(List<PeerState> peers, long nanos, Instant now) {
        Map<PublicKey, PeerState> states = peers.stream().collect(Collectors.toMap(PeerState::key, state -> state));
        Set<String> names = new TreeSet<>();
        for (PeerPlan peer : plan.tunnel().peers()) {
            PeerState state = states.get(peer.publicKey());
            if (state != null && liveness.alive(state, peer.keepalive(), nanos, now)) {
                names.add(peer.name());
            }
        }
        return names;
    }

    private void report(Set<String> present) {
        for (PeerPlan peer : plan.tunnel().peers()) {
            boolean now = present.contains(peer.name());
            if (now != alive.contains(peer.name())) {
                LOG.info("event=tunnel-{} peer={}", now ? "up" : "down", peer.name());
            }
        }
    }
}
