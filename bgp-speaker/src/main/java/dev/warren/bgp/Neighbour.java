package dev.warren.bgp;

import dev.warren.bgp.NeighbourStatus.FamilyCounts;
import dev.warren.bgp.NeighbourStatus.NegotiatedSession;
import dev.warren.bgp.fsm.Negotiated;
import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.rib.OutgoingRoutes;
import dev.warren.bgp.rib.Rib;
import dev.warren.bgp.rib.RibPeer;
import dev.warren.bgp.session.NeighbourSession;
import dev.warren.bgp.session.SessionListener;
import dev.warren.bgp.session.SessionSnapshot;
import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.AttributeError;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.NotificationCode;
import dev.warren.bgp.wire.RouteRefresh;
import dev.warren.bgp.wire.Update;
import dev.warren.bgp.wire.UpdatePacker;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /** Where reading stops and resumes, in messages and prefixes that wait for the RIB. */
    private static final int PAUSE_AT = 32_768;

    private static final int RESUME_AT = 8_192;
    private static final int BATCH = 2_000;

    private final NeighbourConfig config;
    private final Rib rib;
    private final RibPeer peer;
    private final RibLoop loop;
    private final Consumer<SpeakerEvent> events;
    private final AtomicInteger queued = new AtomicInteger();
    private @Nullable NeighbourSession session;
    private int epoch;
    private boolean ready;
    private boolean paused;
    private final LogLimit logLimit = new LogLimit();
    private CodecContext codec = CodecContext.INITIAL;
    private volatile Map<IpFamily, FamilyCounts> counts = Map.of();
    private volatile Map<IpFamily, Boolean> ended = Map.of();

    Neighbour(NeighbourConfig config, Rib rib, RibPeer peer, RibLoop loop, Consumer<SpeakerEvent> events) {
        this.config = config;
        this.rib = rib;
        this.peer = peer;
        this.loop = loop;
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
            rib.peerUp(peer, negotiated.peerId(), negotiated.families(), Optional.of(localAddress));
            epoch = itsEpoch;
            codec = negotiated.codec();
            ready = true;
        });
    }

    @Override
    public void down(String reason) {
        loop.execute(() -> {
            rib.peerDown(peer);
            ready = false;
        });
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

    /** What a message costs while it waits: one, and one for each of its prefixes. */
    private static int weight(Message message) {
        return message instanceof Update update
                ? 1
                        + update.withdrawn().size()
                        + update.announced().size()
                        + update.mpReach()
                                .map(reach -> reach.announced().size())
                                .orElse(0)
                        + update.mpUnreach()
                                .map(unreach -> unreach.withdrawn().size())
                                .orElse(0)
                : 1;
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
            session().reset(NotificationCode.CEASE, "an internal error: " + broken);
        }
    }

    @Override
    public void writable(int itsEpoch) {
        loop.execute(() -> ready = ready || itsEpoch == epoch);
    }

    private void take(Message message) {
        switch (message) {
            case Update update -> {
                update.errors().forEach(this::malformed);
                rib.receive(peer, update);
            }
            case RouteRefresh refresh -> {
                if (refresh.subtype() == RouteRefresh.REQUEST) {
                    refresh.family().unicast().ifPresent(family -> rib.refresh(peer, family));
                }
            }
            default -> throw new IllegalArgumentException("sessions keep " + message + " to themselves");
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
                OutgoingRoutes routes = rib.pull(peer, BATCH);
                if (!routes.isEmpty()) {
                    ready = false;
                    session().send(epoch, encode(routes));
                }
            });
        }
        return ready && peer.hasOutput();
    }

    private List<ByteBuffer> encode(OutgoingRoutes routes) {
        UpdatePacker packer = new UpdatePacker(codec);
        routes.withdrawn().forEach(packer::withdraw);
        routes.announced()
                .forEach((family, groups) -> groups.forEach((attributes, prefixes) -> {
                    if (!packer.announce(family, attributes, prefixes)) {
                        tooLong(prefixes);
                        packer.withdraw(family, prefixes);
                    }
                }));
        routes.endOfRib().forEach(packer::endOfRib);
        return packer.drain();
    }

    private void tooLong(List<Prefix> prefixes) {
        if (logLimit.passes()) {
            LOG.warn(
                    "event=attributes-too-long neighbour={} prefixes={} first={} total={}",
                    config.name(),
                    prefixes.size(),
                    prefixes.getFirst(),
                    logLimit.total());
        }
    }

    void limitExceeded() {
        session().reset(NotificationCode.MAXIMUM_PREFIXES_REACHED, "more than " + config.maxPrefixes() + " prefixes");
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

    /** Publishes the counters for {@link #status}. */
    void publish() {
        Map<IpFamily, FamilyCounts> now = new EnumMap<>(IpFamily.class);
        Map<IpFamily, Boolean> markers = new EnumMap<>(IpFamily.class);
        for (IpFamily family : config.families()) {
            now.put(family, new FamilyCounts(peer.accepted(family), peer.refused(family), peer.advertised(family)));
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
                snapshot.established());
    }

    private NegotiatedSession view(Negotiated negotiated, SessionSnapshot snapshot) {
        Map<IpFamily, Boolean> exchanged = new EnumMap<>(IpFamily.class);
        negotiated.families().forEach(family -> exchanged.put(family, ended.getOrDefault(family, false)));
        return new NegotiatedSession(
                negotiated.peerId(),
                snapshot.localAddress().orElse(IpAddress.any(config.address().family())),
                Duration.ofSeconds(negotiated.holdTime()),
                Map.copyOf(exchanged),
                negotiated.fourOctetAs(),
                negotiated.routeRefresh());
    }
}
