package dev.warren.bgp;

import dev.warren.bgp.bfd.udp.BfdStatus;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.rib.Rib;
import dev.warren.bgp.rib.RibSettings;
import dev.warren.bgp.rib.RouteExplanation;
import dev.warren.bgp.session.Sessions;
import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.NotificationCode;
import dev.warren.bgp.wire.ShutdownCommunication;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** The speaker behind {@link Speaker#start}: sessions on the I/O thread, the RIB on its own, commands between them. */
final class RunningSpeaker implements Speaker {
    private static final long STOP_MILLIS = 1_000;
    private static final int METRICS_AT_ONCE = 2_000;
    private static final long MAX_METRIC = 0xffff_ffffL;

    private final Rib rib;
    private final Sessions sessions = new Sessions();
    private final BfdWatch bfd = new BfdWatch();
    private final Neighbours neighbours = new Neighbours();
    private final Deferral deferral = new Deferral();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final NeighbourRoster roster;
    private final DynamicNeighbours dynamic;
    private final RibTurn turn;
    private final RibLoop loop;
    private final LocalRoutes localRoutes;
    private final MergedChanges<IpAddress, OptionalLong> metrics;
    private final Snapshots<List<RouteView>> routes;
    private final Snapshots<List<SpeakerEvent.RouteRefused>> refusals;
    private final Questions<RouteExplanation> explanations;

    private RunningSpeaker(SpeakerConfig config) {
        rib = new Rib(new RibSettings(
                config.asn(),
                config.routerId(),
                config.clusterId(),
                ownAddresses(config),
                config.med(),
                config.multipath()));
        turn = new RibTurn(rib, neighbours, deferral);
        loop = new RibLoop(turn::run);
        localRoutes = new LocalRoutes(rib, loop);
        metrics = MergedChanges.last(
                loop, METRICS_AT_ONCE, (nextHop, metric) -> rib.nextHopMetrics(Map.of(nextHop, metric)));
        routes = new Snapshots<>(loop, () -> new RouteWalk(rib), List.of());
        refusals = new Snapshots<>(loop, () -> new RefusalWalk(neighbours), List.of());
        explanations = new Questions<>(loop);
        roster = new NeighbourRoster(config, rib, loop, sessions, bfd, neighbours, turn::happened);
        config.neighbours().forEach(roster::add);
        dynamic = new DynamicNeighbours(config.ranges(), roster);
        sessions.welcome(
                dynamic,
                config.ranges().stream()
                        .map(range -> range.security(config.asn()))
                        .toList());
    }

    static RunningSpeaker start(SpeakerConfig config) throws IOException {
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
        deferral.begin();
        sessions.later(limit, () -> loop.execute(deferral::end));
    }

    private static Set<IpAddress> ownAddresses(SpeakerConfig config) {
        List<NeighbourConfig> all = new ArrayList<>(config.neighbours());
        config.ranges().forEach(range -> all.add(range.example(config.asn())));
        return NeighbourRoster.ownAddresses(all);
    }

    @Override
    public void add(NeighbourConfig neighbour) throws IOException {
        roster.join(neighbour);
    }

    @Override
    public CompletableFuture<Void> remove(String neighbour) {
        return neighbours.named(neighbour).map(this::remove).orElse(CompletableFuture.completedFuture(null));
    }

    private CompletableFuture<Void> remove(Neighbour neighbour) {
        dynamic.forget(neighbour);
        return roster.leave(neighbour, Notification.of(NotificationCode.PEER_DECONFIGURED));
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
    public Subscribed subscribe(SpeakerListener listener) {
        return ListenerSubscription.open(listener, turn, loop);
    }

    @Override
    public EventStream stream(int capacity) {
        return EventStream.open(capacity, turn, loop);
    }

    @Override
    public void refresh(String neighbour) {
        neighbours.known(neighbour).requestRefresh();
    }

    @Override
    public CompletableFuture<Void> shutDown(String neighbour, String communication) {
        return neighbours.known(neighbour).shutDown(farewell(communication));
    }

    @Override
    public void bringUp(String neighbour) {
        neighbours.known(neighbour).bringUp();
    }

    @Override
    public void reset(String neighbour, boolean hard) {
        Notification plain = Notification.of(NotificationCode.ADMINISTRATIVE_RESET);
        neighbours.known(neighbour).session().reset(hard ? plain.asHardReset() : plain, "reset by an operator");
    }

    private static Notification farewell(String communication) {
        return Notification.of(NotificationCode.ADMINISTRATIVE_SHUTDOWN, ShutdownCommunication.encode(communication));
    }

    @Override
    public void changePolicies(Map<String, Policies> byNeighbour) {
        Map<Neighbour, Policies> known = new HashMap<>();
        byNeighbour.forEach((name, next) -> known.put(neighbours.known(name), next));
        known.forEach((neighbour, next) -> roster.change(neighbour, PolicyChange.to(next)));
    }

    @Override
    public void changePolicies(NeighbourRange range, Policies next) {
        dynamic.change(range, PolicyChange.to(next));
    }

    @Override
    public void gracefulShutdown(Collection<String> names, boolean begins) {
        List<Neighbour> known = names.stream().distinct().map(neighbours::known).toList();
        known.forEach(neighbour -> roster.change(neighbour, PolicyChange.gracefulShutdown(begins)));
    }

    @Override
    public void gracefulShutdown(NeighbourRange range, boolean begins) {
        dynamic.change(range, PolicyChange.gracefulShutdown(begins));
    }

    @Override
    public void nextHopMetrics(Map<IpAddress, OptionalLong> byNextHop) {
        Map<IpAddress, OptionalLong> copy = Map.copyOf(byNextHop);
        copy.forEach((address, metric) -> {
            if (metric.isPresent() && (metric.getAsLong() < 0 || metric.getAsLong() > MAX_METRIC)) {
                throw new IllegalArgumentException(
                        "a metric of " + metric.getAsLong() + " for " + address + " is not 0 to " + MAX_METRIC);
            }
        });
        metrics.add(copy.entrySet(), Map.Entry::getKey, Map.Entry::getValue);
    }

    @Override
    public List<NeighbourStatus> neighbours() {
        return neighbours.stream().map(Neighbour::status).toList();
    }

    /** How many commands wait for the RIB. */
    int waiting() {
        return loop.waiting();
    }

    @Override
    public List<BfdStatus> bfd() {
        return bfd.status();
    }

    @Override
    public StrangerCounts strangers() {
        return new StrangerCounts(sessions.strangers(), bfd.strangers());
    }

    @Override
    public CompletableFuture<List<RouteView>> routes() {
        return routes.ask().thenApplyAsync(RouteWalk::inOrder);
    }

    @Override
    public CompletableFuture<RouteExplanation> explain(Prefix prefix, String neighbour) {
        return explanations.ask(() -> rib.explain(
                prefix,
                neighbours.known(neighbour).peer(),
                neighbours.stream().map(Neighbour::peer).toList()));
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
