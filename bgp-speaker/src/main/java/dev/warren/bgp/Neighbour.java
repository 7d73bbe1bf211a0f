package dev.warren.bgp;

import dev.warren.bgp.fsm.Negotiated;
import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.log.LogLimit;
import dev.warren.bgp.rib.Rib;
import dev.warren.bgp.rib.RibEvent;
import dev.warren.bgp.rib.RibPeer;
import dev.warren.bgp.session.LastNotification;
import dev.warren.bgp.session.NeighbourSession;
import dev.warren.bgp.session.SessionListener;
import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.NotificationCode;
import dev.warren.bgp.wire.RouteRefresh;
import dev.warren.bgp.wire.UpdateBlock;
import dev.warren.bgp.wire.UpdateScanner;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A neighbour between its session and the RIB. As a {@link SessionListener} it is called on the I/O thread and only passes on;
 * the rest runs on the RIB thread.
 */
final class Neighbour implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(Neighbour.class);
    private static final int BATCH = 2_000;
    private static final int NONE = 0;

    private final NeighbourConfig config;
    private final Rib rib;
    private final RibPeer peer;
    private final RibLoop loop;
    private final Consumer<SpeakerEvent> events;
    private final NeighbourTimers timers;
    private final ReadWindow window = new ReadWindow();
    private final Reception reception;
    private final Refreshes refreshes;
    private final StaleRoutes stale;
    private final NeighbourReport report;
    private final LogLimit logLimit = new LogLimit();
    private Runnable whenUp = () -> {};
    /** The session whose connection has room for the next batch, as the I/O thread said last; {@link #NONE} once that is taken in. */
    private final AtomicInteger writable = new AtomicInteger(NONE);

    private volatile boolean shutDown;
    private boolean ready;
    private boolean changed = true;

    /** The scanner is shared by all neighbours of the RIB thread. */
    Neighbour(
            NeighbourConfig config,
            Rib rib,
            RibPeer peer,
            RibLoop loop,
            UpdateScanner scanner,
            Consumer<SpeakerEvent> events) {
        this.config = config;
        this.rib = rib;
        this.peer = peer;
        this.loop = loop;
        this.events = events;
        timers = new NeighbourTimers(action -> loop.execute(() -> {
            action.run();
            changed = true;
        }));
        reception = new Reception(
                rib,
                peer,
                scanner,
                (notification, detail) -> session().malformed(timers.epoch(), notification, detail));
        refreshes = new Refreshes(rib, peer, config.timers().refresh(), timers);
        stale = new StaleRoutes(rib, peer, config.capabilities().restart(), timers);
        report = new NeighbourReport(config, peer);
    }

    void session(NeighbourSession its) {
        timers.session(its);
    }

    /** What is done whenever a session is established, on the I/O thread; set before the first one begins. */
    void whenUp(Runnable action) {
        whenUp = action;
    }

    NeighbourConfig config() {
        return config;
    }

    RibPeer peer() {
        return peer;
    }

    NeighbourSession session() {
        return timers.session();
    }

    /** True if routes of it are waiting for it to come back; from any thread. */
    boolean hasStale() {
        return report.hasStale();
    }

    /** Ends its session, and keeps it down until {@link #bringUp}. Done when its connections are closed on both sides. */
    CompletableFuture<Void> shutDown(Notification farewell) {
        shutDown = true;
        return session().stop(farewell, "shut down");
    }

    void bringUp() {
        shutDown = false;
        session().start();
    }

    /** True if an operator keeps it down; from any thread. */
    boolean isShutDown() {
        return shutDown;
    }

    /** It is no neighbour any more: what it had is gone. */
    void leave() {
        loop.execute(() -> {
            rib.peerDown(peer);
            for (IpFamily family : IpFamily.values()) {
                rib.endStale(peer, family);
            }
        });
    }

    @Override
    public void stateChanged(SessionState from, SessionState to, String reason) {
        loop.execute(() -> events.accept(new SpeakerEvent.SessionChanged(config.name(), from, to, reason)));
    }

    @Override
    public void notified(LastNotification last) {
        loop.execute(() -> events.accept(new SpeakerEvent.Notified(config.name(), last)));
    }

    @Override
    public void up(int epoch, Negotiated negotiated, IpAddress localAddress, Optional<IpAddress> linkLocal) {
        whenUp.run();
        loop.execute(() -> {
            rib.identify(peer, negotiated.peerAs());
            rib.peerUp(
                    peer,
                    negotiated.peerId(),
                    negotiated.families(),
                    Optional.of(localAddress),
                    NeighbourSetup.codec(config, negotiated, linkLocal));
            timers.begin(epoch);
            refreshes.begin(negotiated.enhancedRefresh(), negotiated.restart().isPresent());
            stale.back(negotiated.restart());
            reception.begin(negotiated.codec());
            ready = true;
            changed = true;
        });
    }

    @Override
    public void down(String reason, boolean graceful) {
        loop.execute(() -> {
            Set<IpFamily> kept = graceful ? stale.kept() : Set.of();
            rib.peerDown(peer, kept);
            refreshes.end();
            ready = false;
            changed = true;
            stale.away(kept);
        });
    }

    /** RFC 4724 section 4.1: true if the choice of best paths needn't wait for it. */
    boolean hasToldAll() {
        return stale.hasToldAll();
    }

    @Override
    public void received(Message message) {
        window.add(message, session());
        loop.execute(() -> {
            BooleanSupplier steps = taking(message);
            loop.goOn(() -> guarded(steps) || endTaking(message));
        });
    }

    private boolean endTaking(Message message) {
        changed = true;
        if (window.done(message)) {
            session().execute(() -> window.resume(session()));
        }
        return false;
    }

    /** An error of ours costs this session, not the others. */
    private boolean guarded(BooleanSupplier work) {
        try {
            return work.getAsBoolean();
        } catch (RuntimeException | Error broken) {
            ready = false;
            if (logLimit.passes()) {
                LOG.error("event=neighbour-broken neighbour={} total={}", config.name(), logLimit.total(), broken);
            }
            session()
                    .reset(
                            timers.epoch(),
                            Notification.of(NotificationCode.CEASE),
                            "an internal error: " + broken,
                            Duration.ZERO);
            return false;
        }
    }

    /** No command: behind what others announce it would wait, and the connection be idle meanwhile. */
    @Override
    public void writable(int itsEpoch) {
        writable.set(itsEpoch);
        loop.wake();
    }

    private BooleanSupplier taking(Message message) {
        return switch (message) {
            case UpdateBlock block -> reception.taking(block.octets());
            case RouteRefresh refresh ->
                () -> {
                    refreshes.take(refresh);
                    return false;
                };
            default -> throw new IllegalArgumentException("sessions keep " + message + " to themselves");
        };
    }

    /** Gives the session its next batch if it is ready for one; true if there is more to do without waiting for it. */
    boolean push() {
        ready = ready || writable.compareAndSet(timers.epoch(), NONE);
        if (ready && peer.hasOutput()) {
            guarded(() -> {
                List<ByteBuffer> messages = rib.pull(peer, BATCH);
                if (!messages.isEmpty()) {
                    changed = true;
                    ready = false;
                    session().send(timers.epoch(), messages);
                }
                return false;
            });
        }
        return ready && peer.hasOutput();
    }

    void limitExceeded(RibEvent.PrefixLimitExceeded what) {
        exceeds(
                NotificationCode.MAXIMUM_PREFIXES_REACHED,
                (what.out() ? "more to announce than " : "more than ") + what.limit() + " prefixes of "
                        + what.family());
    }

    /** Its attributes take more memory than they may (RFC 4486 section 4). */
    void attributesExceed(int limit) {
        exceeds(NotificationCode.OUT_OF_RESOURCES, "more than " + limit + " octets of attributes");
    }

    private void exceeds(NotificationCode code, String what) {
        session()
                .reset(
                        timers.epoch(),
                        Notification.of(code),
                        what,
                        config.limits().restart().orElse(Duration.ZERO));
    }

    /** True if there is a session with the neighbour, but it didn't say that it answers ROUTE-REFRESH. */
    boolean cannotRefresh() {
        return session()
                .snapshot()
                .negotiated()
                .filter(it -> !it.routeRefresh())
                .isPresent();
    }

    /** Asks the neighbour for all its routes again (RFC 2918). */
    void requestRefresh() {
        session()
                .snapshot()
                .negotiated()
                .filter(Negotiated::routeRefresh)
                .ifPresent(negotiated -> negotiated
                        .families()
                        .forEach(family ->
                                session().send(new RouteRefresh(AddressFamily.unicast(family), RouteRefresh.REQUEST))));
    }

    /** Publishes the counters for {@link #status}, if they may have changed: by what it said or was told, or without that. */
    void publish(boolean otherwise) {
        if (changed || otherwise) {
            changed = false;
            report.publish(reception.malformed());
        }
    }

    /** From any thread. */
    NeighbourStatus status() {
        return report.status(session());
    }
}
