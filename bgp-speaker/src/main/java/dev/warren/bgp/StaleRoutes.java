package dev.warren.bgp;

import dev.warren.bgp.fsm.PeerRestart;
import dev.warren.bgp.rib.Rib;
import dev.warren.bgp.rib.RibPeer;
import dev.warren.net.IpFamily;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What becomes of a neighbour's routes while it restarts (RFC 4724 section 4): how long they stay without it. On the RIB thread. */
final class StaleRoutes {
    private final Rib rib;
    private final RibPeer peer;
    private final Optional<RestartConfig> config;
    private final NeighbourTimers timers;
    private Optional<PeerRestart> restart = Optional.empty();

    StaleRoutes(Rib rib, RibPeer peer, Optional<RestartConfig> config, NeighbourTimers timers) {
        this.rib = rib;
        this.peer = peer;
        this.config = config;
        this.timers = timers;
    }

    /** The neighbour is back: of what it left, the families stay by which it has gone on to forward, and not forever (section 4.2). */
    void back(Optional<PeerRestart> next) {
        restart = next;
        Set<IpFamily> gone = EnumSet.allOf(IpFamily.class);
        gone.removeAll(next.map(PeerRestart::forwarding).orElse(Set.of()));
        end(gone);
        config.filter(_ -> gone.size() < IpFamily.values().length)
                .ifPresent(ours -> timers.unlessBegunAnew(ours.staleTime(), () -> {
                    if (peer.isUp()) {
                        end(EnumSet.allOf(IpFamily.class));
                    }
                }));
    }

    /** The families that stay when the session ends gracefully. */
    Set<IpFamily> kept() {
        return restart.map(PeerRestart::kept).orElse(Set.of());
    }

    /** The neighbour is away: what was kept stays as long as it said. */
    void away(Set<IpFamily> kept) {
        if (!kept.isEmpty()) {
            int time = restart.map(PeerRestart::time).orElse(0);
            timers.unlessBegunAnew(Duration.ofSeconds(time), () -> {
                if (!peer.isUp()) {
                    end(kept);
                }
            });
        }
    }

    private void end(Set<IpFamily> families) {
        families.forEach(family -> rib.endStale(peer, family));
    }

    /**
     * Section 4.1: true if the choice of best paths needn't wait for the neighbour: it can't restart gracefully, does so itself, or
     * has said what it has.
     */
    boolean hasToldAll() {
        return config.stream().noneMatch(RestartConfig::restarter)
                || (peer.isUp()
                        && (restart.isEmpty()
                                || restart.get().restarted()
                                || peer.families().stream().allMatch(peer::endOfRib)));
    }
}
