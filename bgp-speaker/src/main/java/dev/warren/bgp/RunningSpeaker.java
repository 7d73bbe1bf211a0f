package dev.warren.bgp;

import dev.warren.bgp.bfd.udp.BfdStatus;
import dev.warren.bgp.fsm.FsmConfig;
import dev.warren.bgp.fsm.Offer;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.rib.PeerLimits;
import dev.warren.bgp.rib.PeerSettings;
import dev.warren.bgp.rib.Rib;
import dev.warren.bgp.rib.RibEvent;
import dev.warren.bgp.rib.RibPeer;
import dev.warren.bgp.rib.RibSettings;
import dev.warren.bgp.rib.RouteExplanation;
import dev.warren.bgp.session.SessionConfig;
import dev.warren.bgp.session.Sessions;
import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.NotificationCode;
import dev.warren.bgp.wire.ShutdownCommunication;
import dev.warren.bgp.wire.UpdateScanner;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The speaker behind {@link Speaker#start}: sessions on the I/O thread, the RIB on its own, commands between them. */
final class RunningSpeaker implements Speaker {
    private static final Logger LOG = LoggerFactory.getLogger(RunningSpeaker.class);
    private static final int PREFIXES_PER_TURN = 10_000;
    private static final long PUSH_NANOS = 10_000_000;
    private static final long STOP_MILLIS = 1_000;
    private static final long MAX_METRIC = 0xffff_ffffL;

    private final Rib rib;
    private final Sessions sessions = new Sessions();
    private final BfdWatch bfd = new BfdWatch();
    private final RibLoop loop = new RibLoop(this::turn);
    private final List<Neighbour> neighbours = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LocalRoutes localRoutes;
    private final Snapshots<List<RouteView>> routes;
    private final Snapshots<List<SpeakerEvent.RouteRefused>> refusals;
    private final Questions<RouteExplanation> explanations = new Questions<>(loop);
    private final UpdateScanner scanner = new UpdateScanner();
    private final LogLimit tooLongLimit = new LogLimit();
    private List<SpeakerEvent> events = new ArrayList<>();
    private int pushedLast;
    /** RFC 4724 section 4.1: after a restart, best paths are kept back until they can be chosen. */
    private boolean deferring;

    private RunningSpeaker(SpeakerConfig config) {
        rib = new Rib(new RibSettings(config.asn(), config.routerId(), ownAddresses(config)));
        localRoutes = new LocalRoutes(rib, loop);
        routes = new Snapshots<>(loop, () -> new RouteWalk(rib), List.of());
        refusals = new Snapshots<>(loop, () -> new RefusalWalk(neighbours), List.of());
        for (NeighbourConfig neighbour : config.neighbours()) {
            neighbours.add(add(config, neighbour));
        }
    }

    static Speaker start(SpeakerConfig config) throws IOException {
        RunningSpeaker speaker = new RunningSpeaker(config);
        try {
            for (InetSocketAddress address : config.listen()) {
                speaker.sessions.listen(address);
            }
            for (Neighbour neighbour : speaker.neighbours) {
                speaker.bfd.add(neighbour.config(), neighbour.session());
            }
        } catch (IOException cantListen) {
            speaker.bfd.close();
            speaker.sessions.close();
            throw cantListen;
        }
        config.restarting().ifPresent(speaker::defer);
        speaker.loop.start();
        speaker.neighbours.forEach(neighbour -> neighbour.session().start());
        speaker.sessions.accept();
        return speaker;
    }

    private void defer(Duration limit) {
        deferring = true;
        sessions.later(limit, () -> loop.execute(() -> deferring = false));
    }

    private static Set<IpAddress> ownAddresses(SpeakerConfig config) {
        Set<IpAddress> own = new HashSet<>();
        for (NeighbourConfig neighbour : config.neighbours()) {
            neighbour.transport().localAddress().ifPresent(own::add);
            neighbour.policy().nextHops().v4().ifPresent(own::add);
            neighbour.policy().nextHops().v6().ifPresent(own::add);
        }
        // Others may have the same one behind another interface.
        own.removeIf(IpAddress::isLinkLocal);
        return own;
    }

    private Neighbour add(SpeakerConfig config, NeighbourConfig neighbour) {
        RibPeer peer = rib.addPeer(new PeerSettings(
                neighbour.name(),
                neighbour.address(),
                neighbour.asn(),
                !neighbour.asn().equals(config.asn()),
                neighbour.policy(),
                limits(neighbour.limits()),
                neighbour.transport().interfaceName()));
        TransportConfig transport = neighbour.transport();
        TimerConfig timers = neighbour.timers();
        FsmConfig fsm = new FsmConfig(
                config.asn(),
                config.routerId(),
                neighbour.asn(),
                offer(neighbour, config.restarting().isPresent()),
                (int) timers.hold().toSeconds(),
                timers.connectRetry().toMillis(),
                transport.passive(),
                timers.sendHold().map(Duration::toMillis).orElse(0L));
        Neighbour added = new Neighbour(neighbour, rib, peer, loop, scanner, event -> events.add(event));
        added.session(sessions.add(
                new SessionConfig(
                        neighbour.name(),
                        neighbour.address(),
                        transport.localAddress(),
                        transport.interfaceName(),
                        transport.port(),
                        transport.security(),
                        fsm),
                added));
        return added;
    }

    private static PeerLimits limits(PrefixLimits limits) {
        return new PeerLimits(limits.accepted(), limits.acceptedOf(), limits.advertisedOf(), limits.warning());
    }

    private static Offer offer(NeighbourConfig neighbour, boolean restarting) {
        CapabilityConfig capabilities = neighbour.capabilities();
        Set<IpFamily> pathsIn = EnumSet.noneOf(IpFamily.class);
        Set<IpFamily> pathsOut = EnumSet.noneOf(IpFamily.class);
        capabilities.addPath().forEach((family, its) -> {
            if (its.receives()) {
                pathsIn.add(family);
            }
            if (its.sent() > 0) {
                pathsOut.add(family);
            }
        });
        return new Offer(
                capabilities.families(),
                capabilities.extendedMessages(),
                capabilities.enhancedRefresh(),
                capabilities
                        .restart()
                        .map(restart -> restart.restarter()
                                ? new Offer.Restart(
                                        restarting,
                                        (int) restart.time().toSeconds(),
                                        capabilities.families(),
                                        restart.forwarding())
                                : Offer.Restart.HELPER),
                neighbour.policy().role(),
                capabilities.strictRole(),
                capabilities.extendedNextHop(),
                pathsIn,
                pathsOut);
    }

    /** One turn of the RIB thread; true if there is more to do. */
    private boolean turn() {
        // First what is over is cleared away: what that changes goes out in the same turn.
        boolean more = rib.work(PREFIXES_PER_TURN);
        if (deferring && neighbours.stream().allMatch(Neighbour::hasToldAll)) {
            deferring = false;
            LOG.info("event=deferral-over");
        }
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
        neighbours.forEach(Neighbour::publish);
        return more;
    }

    /** Gives neighbours what they are ready for, beginning behind the one where time ran out. */
    private boolean push() {
        boolean more = false;
        long end = System.nanoTime() + PUSH_NANOS;
        int size = neighbours.size();
        for (int count = 0; count < size; count++) {
            pushedLast = (pushedLast + 1) % size;
            more |= neighbours.get(pushedLast).push();
            if (System.nanoTime() - end > 0) {
                return true;
            }
        }
        return more;
    }

    private void took(RibEvent event) {
        switch (event) {
            case RibEvent.Refused refused ->
                events.add(new SpeakerEvent.RouteRefused(
                        refused.peer().settings().name(), refused.prefix(), refused.reason()));
            case RibEvent.PrefixLimitExceeded exceeded ->
                neighbours.stream()
                        .filter(neighbour -> neighbour.peer() == exceeded.peer())
                        .forEach(neighbour -> neighbour.limitExceeded(exceeded));
            case RibEvent.PrefixLimitNear near -> {
                LOG.warn(
                        "event=prefix-limit-near neighbour={} family={} out={} prefixes={} limit={}",
                        near.peer(),
                        near.family(),
                        near.out(),
                        near.count(),
                        near.limit());
                events.add(new SpeakerEvent.PrefixLimitNear(
                        near.peer().settings().name(), near.family(), near.count(), near.limit(), near.out()));
            }
            case RibEvent.RefreshWanted(RibPeer peer) ->
                neighbours.stream()
                        .filter(neighbour -> neighbour.peer() == peer)
                        .forEach(Neighbour::requestRefresh);
            case RibEvent.AttributesTooLong(Prefix prefix) -> {
                if (tooLongLimit.passes()) {
                    LOG.warn("event=attributes-too-long prefix={} total={}", prefix, tooLongLimit.total());
                }
            }
        }
    }

    @Override
    public void originate(Collection<Origination> routes) {
        localRoutes.originate(routes);
    }

    @Override
    public void withdraw(Collection<Prefix> prefixes) {
        localRoutes.withdraw(prefixes);
    }

    @Override
    public void subscribe(SpeakerListener listener) {
        loop.execute(() -> subscriptions.add(new Subscription(listener, rib.reader())));
    }

    private void each(String name, Consumer<Neighbour> action) {
        neighbours.stream()
                .filter(candidate -> candidate.config().name().equals(name))
                .forEach(action);
    }

    @Override
    public void refresh(String neighbour) {
        each(neighbour, Neighbour::requestRefresh);
    }

    @Override
    public CompletableFuture<Void> shutDown(String neighbour, String communication) {
        CompletableFuture<?>[] ends = neighbours.stream()
                .filter(candidate -> candidate.config().name().equals(neighbour))
                .map(its -> its.session().stop(farewell(communication), "shut down"))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(ends);
    }

    @Override
    public void bringUp(String neighbour) {
        each(neighbour, its -> its.session().start());
    }

    private static Notification farewell(String communication) {
        return Notification.of(NotificationCode.ADMINISTRATIVE_SHUTDOWN, ShutdownCommunication.encode(communication));
    }

    @Override
    public void changePolicies(Map<String, Policies> byNeighbour) {
        Map<String, Policies> copy = Map.copyOf(byNeighbour);
        for (Neighbour neighbour : neighbours) {
            Policies next = copy.get(neighbour.config().name());
            if (next != null) {
                loop.execute(() -> rib.change(neighbour.peer(), next));
            }
        }
    }

    @Override
    public void nextHopMetrics(Map<IpAddress, OptionalLong> metrics) {
        Map<IpAddress, OptionalLong> copy = Map.copyOf(metrics);
        copy.forEach((address, metric) -> {
            if (metric.isPresent() && (metric.getAsLong() < 0 || metric.getAsLong() > MAX_METRIC)) {
                throw new IllegalArgumentException(
                        "a metric of " + metric.getAsLong() + " for " + address + " is not 0 to " + MAX_METRIC);
            }
        });
        loop.execute(() -> rib.nextHopMetrics(copy));
    }

    @Override
    public List<NeighbourStatus> neighbours() {
        return neighbours.stream().map(Neighbour::status).toList();
    }

    @Override
    public List<BfdStatus> bfd() {
        return bfd.status();
    }

    @Override
    public CompletableFuture<List<RouteView>> routes() {
        return routes.ask().thenApplyAsync(RouteWalk::inOrder);
    }

    @Override
    public CompletableFuture<RouteExplanation> explain(Prefix prefix, String neighbour) {
        return explanations.ask(() -> rib.explain(prefix, named(neighbour).peer()));
    }

    private Neighbour named(String neighbour) {
        return neighbours.stream()
                .filter(candidate -> candidate.config().name().equals(neighbour))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no neighbour is named '" + neighbour + "'"));
    }

    @Override
    public CompletableFuture<List<SpeakerEvent.RouteRefused>> refusals() {
        return refusals.ask();
    }

    @Override
    public void close() {
        close("");
    }

    @Override
    public void close(String communication) {
        close(() -> sessions.close(farewell(communication)));
    }

    @Override
    public void closeForRestart() {
        close(sessions::closeForRestart);
    }

    private void close(Runnable ending) {
        if (closed.compareAndSet(false, true)) {
            bfd.close();
            ending.run();
            loop.stop(STOP_MILLIS);
            routes.close();
            refusals.close();
            explanations.close();
        }
    }
}
