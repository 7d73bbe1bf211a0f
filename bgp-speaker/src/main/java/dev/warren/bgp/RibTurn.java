package dev.warren.bgp;

import dev.warren.bgp.log.LogLimit;
import dev.warren.bgp.rib.Rib;
import dev.warren.bgp.rib.RibEvent;
import dev.warren.bgp.rib.RibPeer;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the RIB thread does between commands: clears away, gives neighbours what they are ready for, tells subscribers. */
final class RibTurn {
    private static final Logger LOG = LoggerFactory.getLogger(RibTurn.class);
    /** Prefixes and paths that are looked at before the next look at the clock. */
    private static final int STEP = 1_000;

    private static final long WORK_NANOS = 10_000_000;
    private static final long PUSH_NANOS = 10_000_000;

    private final Rib rib;
    private final Neighbours neighbours;
    private final Deferral deferral;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final LogLimit tooLongLimit = new LogLimit();
    private final LogLimit unsendableLimit = new LogLimit();
    private List<SpeakerEvent> events = new ArrayList<>();
    private int pushedLast;

    RibTurn(Rib rib, Neighbours neighbours, Deferral deferral) {
        this.rib = rib;
        this.neighbours = neighbours;
        this.deferral = deferral;
    }

    /** One more listener, which takes as many best paths at a time as it has room for. */
    Subscription subscribe(SpeakerListener listener, IntSupplier room) {
        Subscription subscription = new Subscription(listener, room, rib.reader());
        subscriptions.add(subscription);
        return subscription;
    }

    void unsubscribe(Subscription subscription) {
        if (subscriptions.remove(subscription)) {
            subscription.end();
        }
    }

    /** Something that subscribers are to hear with the next turn. */
    void happened(SpeakerEvent event) {
        events.add(event);
    }

    /** One turn; true if there is more to do. */
    boolean run() {
        // First what is over is cleared away: what that changes goes out in the same turn.
        long before = rib.effort();
        boolean more = work();
        boolean lookedAgain = rib.effort() != before;
        boolean deferring = deferral.holds(neighbours);
        more |= !deferring && push();
        rib.drainEvents().forEach(this::took);
        List<SpeakerEvent> happened = events;
        if (!happened.isEmpty()) {
            events = new ArrayList<>();
        }
        for (Subscription subscription : subscriptions) {
            subscription.tell(happened);
            more |= !deferring && subscription.catchUp();
        }
        neighbours.forEach(neighbour -> neighbour.publish(lookedAgain));
        return more;
    }

    private boolean work() {
        long end = System.nanoTime() + WORK_NANOS;
        boolean more;
        do {
            more = rib.work(STEP);
        } while (more && System.nanoTime() - end < 0);
        return more;
    }

    /** Gives neighbours what they are ready for, beginning behind the one where time ran out. */
    private boolean push() {
        boolean more = false;
        long end = System.nanoTime() + PUSH_NANOS;
        List<Neighbour> present = neighbours.now();
        int size = present.size();
        for (int count = 0; count < size; count++) {
            pushedLast = (pushedLast + 1) % size;
            more |= present.get(pushedLast).push();
            if (System.nanoTime() - end > 0) {
                return true;
            }
        }
        return more;
    }

    private void took(RibEvent event) {
        switch (event) {
            case RibEvent.Refused refused ->
                happened(new SpeakerEvent.RouteRefused(
                        refused.peer().settings().name(),
                        refused.route().prefix(),
                        refused.route().pathId(),
                        refused.route().reason()));
            case RibEvent.PrefixLimitExceeded exceeded -> {
                neighbours.of(exceeded.peer()).ifPresent(neighbour -> neighbour.limitExceeded(exceeded));
                happened(new SpeakerEvent.PrefixLimitExceeded(
                        exceeded.peer().settings().name(), exceeded.family(), exceeded.limit(), exceeded.out()));
            }
            case RibEvent.PrefixLimitNear near -> {
                LOG.warn(
                        "event=prefix-limit-near neighbour={} family={} out={} prefixes={} limit={}",
                        near.peer(),
                        near.family().map(IpFamily::name).orElse("both"),
                        near.out(),
                        near.count(),
                        near.limit());
                happened(new SpeakerEvent.PrefixLimitNear(
                        near.peer().settings().name(), near.family(), near.count(), near.limit(), near.out()));
            }
            case RibEvent.AttributeLimitExceeded(RibPeer peer, int limit) -> {
                neighbours.of(peer).ifPresent(neighbour -> neighbour.attributesExceed(limit));
                happened(new SpeakerEvent.AttributeLimitExceeded(peer.settings().name(), limit));
            }
            case RibEvent.AttributeLimitNear(RibPeer peer, long octets, int limit) -> {
                LOG.warn("event=attribute-limit-near neighbour={} octets={} limit={}", peer, octets, limit);
                happened(new SpeakerEvent.AttributeLimitNear(peer.settings().name(), octets, limit));
            }
            case RibEvent.RefreshWanted(RibPeer peer) -> neighbours.of(peer).ifPresent(this::refresh);
            case RibEvent.AttributesTooLong(Prefix prefix) -> {
                if (tooLongLimit.passes()) {
                    LOG.warn("event=attributes-too-long prefix={} total={}", prefix, tooLongLimit.total());
                }
            }
            case RibEvent.Unsendable(Prefix prefix, RuntimeException cause) -> {
                if (unsendableLimit.passes()) {
                    LOG.error("event=route-unsendable prefix={} total={}", prefix, unsendableLimit.total(), cause);
                }
            }
        }
    }

    private void refresh(Neighbour neighbour) {
        if (neighbour.cannotRefresh()) {
            String name = neighbour.peer().settings().name();
            LOG.warn("event=refresh-unsupported neighbour={} remedy=\"reset its session\"", name);
            happened(new SpeakerEvent.RefreshUnsupported(name));
        } else {
            neighbour.requestRefresh();
        }
    }
}
