package dev.warren.bgp;

import dev.warren.bgp.log.LogLimit;
import dev.warren.bgp.rib.Rib;
import dev.warren.bgp.rib.RibPeer;
import dev.warren.bgp.wire.RouteRefresh;
import dev.warren.net.IpFamily;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A neighbour's ROUTE-REFRESH messages (RFC 2918, RFC 7313), and how long its answers may take. On the RIB thread. */
final class Refreshes {
    private static final Logger LOG = LoggerFactory.getLogger(Refreshes.class);

    private final Rib rib;
    private final RibPeer peer;
    private final Duration limit;
    private final NeighbourTimers timers;
    private final Set<IpFamily> running = EnumSet.noneOf(IpFamily.class);
    private final LogLimit tooManyLimit = new LogLimit();
    private boolean enhanced;
    private boolean waitsForEndOfRib;
    private long ends;
    private boolean watched;

    /** One that may send everything again within this time. */
    Refreshes(Rib rib, RibPeer peer, Duration limit, NeighbourTimers timers) {
        this.rib = rib;
        this.peer = peer;
        this.limit = limit;
        this.timers = timers;
    }

    /**
     * A session has begun.
     *
     * @param framed both frame their answers
     * @param restarts the neighbour ends its first answer with End-of-RIB, as it can restart gracefully (RFC 4724 section 2)
     */
    void begin(boolean framed, boolean restarts) {
        enhanced = framed;
        waitsForEndOfRib = restarts;
    }

    /** The session is over. */
    void end() {
        running.clear();
    }

    void take(RouteRefresh message) {
        message.family().unicast().ifPresent(family -> take(message.subtype(), family));
    }

    /** RFC 7313 section 4: a begin before End-of-RIB is ignored where that is to come; a subtype that we don't know is ignored (section 5). */
    private void take(int subtype, IpFamily family) {
        switch (subtype) {
            case RouteRefresh.REQUEST -> rib.refresh(peer, family, enhanced);
            case RouteRefresh.BEGIN -> {
                if (enhanced && (!waitsForEndOfRib || peer.endOfRib(family))) {
                    begin(family);
                }
            }
            case RouteRefresh.END -> {
                if (running.remove(family)) {
                    rib.endRefresh(peer, family);
                }
            }
            default -> LOG.debug("event=refresh-subtype neighbour={} subtype={}", peer, subtype);
        }
    }

    private void begin(IpFamily family) {
        if (!rib.beginRefresh(peer, family)) {
            if (tooManyLimit.passes()) {
                LOG.warn("event=refresh-ignored neighbour={} family={} total={}", peer, family, tooManyLimit.total());
            }
            return;
        }
        running.add(family);
        ends = System.nanoTime() + limit.toNanos();
        watch();
    }

    /** One timer at a time, however often refreshes begin. */
    private void watch() {
        if (watched) {
            return;
        }
        watched = true;
        timers.later(Duration.ofNanos(ends - System.nanoTime()), () -> {
            watched = false;
            if (running.isEmpty()) {
                return;
            }
            if (ends - System.nanoTime() > 0) {
                watch();
                return;
            }
            running.forEach(family -> rib.endRefresh(peer, family));
            running.clear();
        });
    }
}
