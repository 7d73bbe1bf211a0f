package dev.warren.bgp;

import dev.warren.bgp.NeighbourStatus.FamilyCounts;
import dev.warren.bgp.NeighbourStatus.NegotiatedSession;
import dev.warren.bgp.fsm.Negotiated;
import dev.warren.bgp.fsm.PeerRestart;
import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.rib.PeerCodec;
import dev.warren.bgp.rib.Rib;
import dev.warren.bgp.rib.RibEvent;
import dev.warren.bgp.rib.RibPeer;
import dev.warren.bgp.session.NeighbourSession;
import dev.warren.bgp.session.SessionListener;
import dev.warren.bgp.session.SessionSnapshot;
import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.AttributeError;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.MessageHeader;
import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.NotificationCode;
import dev.warren.bgp.wire.RouteRefresh;
import dev.warren.bgp.wire.Update;
import dev.warren.bgp.wire.UpdateBlock;
import dev.warren.bgp.wire.UpdateScanner;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A neighbour between its session and the RIB. As a {@link SessionListener} it is called on the I/O thread and only passes on;
 * the rest runs on the RIB thread.
 */
final class Neighbour implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(Neighbour.class);
    /** Where reading stops and resumes, in octets that wait for the RIB. */
    private static final int PAUSE_AT = 1 << 17;

    private static final int RESUME_AT = 1 << 15;
    private static final int SMALL_MESSAGE = 64;
    private static final int BATCH = 2_000;

    private final NeighbourConfig config;
    private final Rib rib;
    private final RibPeer peer;
    private final RibLoop loop;
    private final UpdateScanner scanner;
    private final Consumer<SpeakerEvent> events;
    private final AtomicInteger queued = new AtomicInteger();
    private @Nullable NeighbourSession session;
    private int epoch;
    private boolean ready;
    private boolean deaf;
    private boolean enhancedRefresh;
    /** The families that the neighbour is sending again, and until when it may take. */
    private final Set<IpFamily> refreshing = EnumSet.noneOf(IpFamily.class);

    private long refreshEnds;
    private boolean refreshWatched;
    private Optional<PeerRestart> restart = Optional.empty();
    private boolean changed = true;
    private boolean paused;
    private final LogLimit logLimit = new LogLimit();
    private CodecContext codec = CodecContext.INITIAL;
    private volatile Map<IpFamily, FamilyCounts> counts = Map.of();
    private volatile Map<IpFamily, Boolean> ended = Map.of();

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
        this.scanner = scanner;
        this.events = events;
    }

    void session(NeighbourSession its) {
        session = its;
    }

    NeighbourConfig config() {
        return config;
    }

    RibPeer peer() {
        return peer;
    }

    NeighbourSession session() {
        NeighbourSession present = session;
        if (present == null) {
            throw new IllegalStateException("not started");
        }
        return present;
    }

    @Override
    public void stateChanged(SessionState from, SessionState to, String reason) {
        loop.execute(() -> events.accept(new SpeakerEvent.SessionChanged(config.name(), from, to, reason)));
    }

    @Override
    public void up(int itsEpoch, Negotiated negotiated, IpAddress localAddress) {
        loop.execute(() -> {
            rib.peerUp(peer, negotiated.peerId(), negotiated.families(), Optional.of(localAddress), codec(negotiated));
            enhancedRefresh = negotiated.enhancedRefresh();
            epoch = itsEpoch;
            keepStale(negotiated.restart());
            codec = negotiated.codec();
            ready = true;
            deaf = false;
            changed = true;
        });
    }

    private PeerCodec codec(Negotiated negotiated) {
        Map<IpFamily, Integer> paths = new EnumMap<>(IpFamily.class);
        negotiated
                .pathsOut()
                .forEach(family ->
                        paths.put(family, config.capabilities().addPath(family).sent()));
        return new PeerCodec(negotiated.fourOctetAs(), negotiated.sendsExtended(), negotiated.extendedNextHop(), paths);
    }

    @Override
    public void down(String reason, boolean graceful) {
        loop.execute(() -> {
            Set<IpFamily> kept = graceful ? restart.map(PeerRestart::kept).orElse(Set.of()) : Set.of();
            rib.peerDown(peer, kept);
            refreshing.clear();
            ready = false;
            changed = true;
            if (!kept.isEmpty()) {
                int time = restart.map(PeerRestart::time).orElse(0);
                unlessBegunAnew(Duration.ofSeconds(time), () -> {
                    if (!peer.isUp()) {
                        endStale(kept);
                    }
                });
            }
        });
    }

    /** RFC 4724 section 4.2: of what the neighbour left, the families stay by which it has gone on to forward, and not forever. */
    private void keepStale(Optional<PeerRestart> next) {
        restart = next;
        Set<IpFamily> gone = EnumSet.allOf(IpFamily.class);
        gone.removeAll(next.map(PeerRestart::forwarding).orElse(Set.of()));
        endStale(gone);
        config.capabilities()
                .restart()
                .filter(_ -> gone.size() < IpFamily.values().length)
                .ifPresent(ours -> unlessBegunAnew(ours.staleTime(), () -> {
                    if (peer.isUp()) {
                        endStale(EnumSet.allOf(IpFamily.class));
                    }
                }));
    }

    private void endStale(Set<IpFamily> families) {
        families.forEach(family -> rib.endStale(peer, family));
        changed = true;
    }

    /** Does something after a time on the RIB thread, unless another session has begun by then. */
    private void unlessBegunAnew(Duration time, Runnable action) {
        int itsEpoch = epoch;
        session()
                .later(
                        time,
                        () -> loop.execute(() -> {
                            if (itsEpoch == epoch) {
                                action.run();
                            }
                        }));
    }

    /**
     * RFC 4724 section 4.1: true if the choice of best paths needn't wait for it: it can't restart gracefully, does so itself, or
     * has said what it has.
     */
    boolean hasToldAll() {
        return config.capabilities().restart().stream().noneMatch(RestartConfig::restarter)
                || (peer.isUp()
                        && (restart.isEmpty()
                                || restart.get().restarted()
                                || peer.families().stream().allMatch(peer::endOfRib)));
    }

    @Override
    public void received(Message message) {
        int weight = weight(message);
        if (queued.addAndGet(weight) >= PAUSE_AT && !paused) {
            paused = true;
            session().pauseReads(true);
        }
        loop.execute(() -> {
            guarded(() -> take(message));
            int left = queued.addAndGet(-weight);
            if (left <= RESUME_AT && left + weight > RESUME_AT) {
                session().execute(this::resume);
            }
        });
    }

    /** On the I/O thread: what was queued may be more again by now, and then falls below the mark once more. */
    private void resume() {
        if (paused && queued.get() <= RESUME_AT) {
            paused = false;
            session().pauseReads(false);
        }
    }

    /** What a message costs while it waits, in octets. */
    private static int weight(Message message) {
        return message instanceof UpdateBlock block ? block.length() : SMALL_MESSAGE;
    }

    /** An error of ours costs this session, not the others. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException broken) {
            ready = false;
            if (logLimit.passes()) {
                LOG.error("event=neighbour-broken neighbour={} total={}", config.name(), logLimit.total(), broken);
            }
            session().reset(Notification.of(NotificationCode.CEASE), "an internal error: " + broken);
        }
    }

    @Override
    public void writable(int itsEpoch) {
        loop.execute(() -> ready = ready || itsEpoch == epoch);
    }

    private void take(Message message) {
        changed = true;
        switch (message) {
            case UpdateBlock block -> take(block.octets());
            case RouteRefresh refresh ->
                refresh.family().unicast().ifPresent(family -> take(refresh.subtype(), family));
            default -> throw new IllegalArgumentException("sessions keep " + message + " to themselves");
        }
    }

    /** RFC 7313 section 4; a subtype that we don't know is ignored (section 5). */
    private void take(int subtype, IpFamily family) {
        switch (subtype) {
            case RouteRefresh.REQUEST -> rib.refresh(peer, family, enhancedRefresh);
            case RouteRefresh.BEGIN -> {
                if (enhancedRefresh) {
                    rib.beginRefresh(peer, family);
                    refreshing.add(family);
                    refreshEnds = System.nanoTime() + config.timers().refresh().toNanos();
                    watchRefresh();
                }
            }
            case RouteRefresh.END -> {
                if (refreshing.remove(family)) {
                    rib.endRefresh(peer, family);
                }
            }
            default -> LOG.debug("event=refresh-subtype neighbour={} subtype={}", config.name(), subtype);
        }
    }

    /** One timer at a time, however often refreshes begin. */
    private void watchRefresh() {
        if (refreshWatched) {
            return;
        }
        refreshWatched = true;
        session()
                .later(
                        Duration.ofNanos(refreshEnds - System.nanoTime()),
                        () -> loop.execute(() -> {
                            refreshWatched = false;
                            if (refreshing.isEmpty()) {
                                return;
                            }
                            if (refreshEnds - System.nanoTime() > 0) {
                                watchRefresh();
                                return;
                            }
                            refreshing.forEach(family -> rib.endRefresh(peer, family));
                            refreshing.clear();
                            changed = true;
                        }));
    }

    private void take(byte[] updates) {
        int end;
        for (int at = 0; at < updates.length && !deaf; at = end) {
            ByteBuffer message = ByteBuffer.wrap(updates, at, updates.length - at);
            end = at + MessageHeader.messageLength(message);
            boolean taken = scanner.scan(updates, at, end, codec) && rib.receive(peer, updates, scanner);
            if (!taken) {
                decode(message.slice(at, end - at));
            }
        }
    }

    /** What isn't plain. */
    private void decode(ByteBuffer message) {
        switch (MessageDecoder.decode(message, codec)) {
            case Decoded.Good(Message good)
            when good instanceof Update update -> {
                update.errors().forEach(this::malformed);
                rib.receive(peer, update);
            }
            case Decoded.Good(Message other) -> throw new IllegalArgumentException(other + " is no UPDATE");
            case Decoded.Bad(Notification notification, String detail) -> {
                deaf = true;
                session().malformed(epoch, notification, detail);
            }
        }
    }

    /** Counted always, logged once a second at most. */
    private void malformed(AttributeError error) {
        if (logLimit.passes()) {
            LOG.warn(
                    "event=malformed-attribute neighbour={} attribute={} outcome={} detail=\"{}\" total={}",
                    config.name(),
                    error.type(),
                    error.outcome(),
                    error.detail(),
                    logLimit.total());
        }
    }

    /** Gives the session its next batch if it is ready for one; true if there is more to do without waiting for it. */
    boolean push() {
        if (ready && peer.hasOutput()) {
            guarded(() -> {
                List<ByteBuffer> messages = rib.pull(peer, BATCH);
                if (!messages.isEmpty()) {
                    changed = true;
                    ready = false;
                    session().send(epoch, messages);
                }
            });
        }
        return ready && peer.hasOutput();
    }

    void limitExceeded(RibEvent.PrefixLimitExceeded what) {
        session()
                .reset(
                        Notification.of(NotificationCode.MAXIMUM_PREFIXES_REACHED),
                        (what.out() ? "more to announce than " : "more than ") + what.limit() + " prefixes of "
                                + what.family(),
                        config.limits().restart().orElse(Duration.ZERO));
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

    /** Publishes the counters for {@link #status}, if they may have changed. */
    void publish() {
        if (!changed) {
            return;
        }
        changed = false;
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
    NeighbourStatus status() {
        SessionSnapshot snapshot = session().snapshot();
        return new NeighbourStatus(
                config.name(),
                config.address(),
                config.asn(),
                snapshot.state(),
                Duration.ofNanos(System.nanoTime() - snapshot.since()),
                Map.copyOf(counts),
                snapshot.negotiated().map(negotiated -> view(negotiated, snapshot)),
                snapshot.lastError(),
                snapshot.notification(),
                snapshot.established());
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
}
