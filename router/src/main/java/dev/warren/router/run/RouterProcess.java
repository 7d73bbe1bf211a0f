package dev.warren.router.run;

import dev.warren.bgp.Path;
import dev.warren.bgp.Speaker;
import dev.warren.bgp.SpeakerEvent;
import dev.warren.bgp.fsm.SessionState;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.net.Prefix;
import dev.warren.router.api.ApiServer;
import dev.warren.router.edge.KernelWatch;
import dev.warren.router.edge.LinuxForwardingEdge;
import dev.warren.router.firewall.Firewall;
import dev.warren.router.forwarding.ForwardingRules;
import dev.warren.router.forwarding.ForwardingTable;
import dev.warren.router.metrics.RouterMeter;
import dev.warren.router.metrics.RouterMetrics;
import dev.warren.router.sites.LookPace;
import dev.warren.router.sync.Synchroniser;
import dev.warren.router.tunnel.TunnelInterface;
import dev.warren.router.unnumbered.UnnumberedNeighbours;
import dev.warren.topology.plan.NodePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running hub. {@link #start} brings everything up or throws; {@link #close} ends the BGP sessions and leaves tunnel, routes
 * and firewall as they are, so that traffic goes on and the next start adopts them.
 */
public final class RouterProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RouterProcess.class);

    private final NodePlan plan;
    private final NodeLock lock;
    private final RouteNetlink netlink;
    private final Firewall firewall;
    private final TunnelInterface tunnel;
    private final Synchroniser synchroniser;
    private final Speaker speaker;
    private final RefusalLog refusals;
    private final TunnelWatch watch;
    private final Settling settling;
    private final SyncThread thread;
    private final KernelWatch kernelWatch;
    private final UnnumberedNeighbours unnumbered;
    private final ApiServer api;

    private RouterProcess(NodePlan plan, RouterOptions options, NodeLock lock) throws IOException {
        this.plan = plan;
        this.lock = lock;
        RouterMetrics metrics = new RouterMetrics();
        netlink = RouteNetlink.open();
        firewall = Firewall.open(LinuxForwardingEdge.FIREWALL_TABLE);
        tunnel = tunnel(plan, options, netlink);
        LinuxForwardingEdge edge = new LinuxForwardingEdge(plan, tunnel, netlink, firewall);
        edge.prepare();
        ForwardingRules rules = new ForwardingRules(plan);
        synchroniser = new Synchroniser(rules, new ForwardingTable(rules), edge, metrics);
        refusals = new RefusalLog(metrics);
        Speaker started = Speaker.start(SpeakerSetup.of(plan));
        speaker = started;
        metrics.follow(RouterMeter.STRANGERS, () -> started.strangers().connections());
        metrics.follow(RouterMeter.BFD_STRANGERS, () -> started.strangers().bfdPackets());
        long now = System.nanoTime();
        watch = new TunnelWatch(plan, tunnel, speaker, now);
        settling = new Settling(now);
        thread = new SyncThread(LookPace.SHORTEST.toNanos(), this::turn);
        Reports reports = new Reports(plan, speaker, tunnel, synchroniser, watch, metrics);
        kernelWatch = new KernelWatch(plan, thread::wake);
        unnumbered = new UnnumberedNeighbours(plan.bgp().neighbours(), netlink, new UnnumberedSessions(speaker));
        api = new ApiServer(options.socket(plan.node()), reports.resources(thread));
    }

    /**
     * Starts a node.
     *
     * @throws AlreadyRunningException if another process runs it; nothing was touched
     * @throws IOException if the kernel, WireGuard or a socket refuses; what was done stays for the next start
     */
    public static RouterProcess start(NodePlan plan, RouterOptions options)
            throws AlreadyRunningException, IOException {
        RouterProcess router = new RouterProcess(plan, options, lock(plan, options));
        router.speaker.subscribe(router::onEvents);
        router.thread.start();
        router.unnumbered.start();
        LOG.info(
                "event=started node={} interface={} plane={}",
                plan.node(),
                plan.tunnel().interfaceName(),
                router.tunnel.planeTitle());
        return router;
    }

    /**
     * Removes what a node's router has written: routes, rules, firewall and tunnel.
     *
     * @throws AlreadyRunningException if it runs; stop it first
     * @throws IOException if the kernel refuses
     */
    public static void clear(NodePlan plan, RouterOptions options) throws AlreadyRunningException, IOException {
        try (NodeLock _ = lock(plan, options);
                RouteNetlink netlink = RouteNetlink.open();
                Firewall firewall = Firewall.open(LinuxForwardingEdge.FIREWALL_TABLE);
                TunnelInterface tunnel = tunnel(plan, options, netlink)) {
            new LinuxForwardingEdge(plan, tunnel, netlink, firewall).clear();
        }
    }

    private static TunnelInterface tunnel(NodePlan plan, RouterOptions options, RouteNetlink netlink) {
        return new TunnelInterface(plan, options.plane(plan), options.wireGuard(), options.runFolder(), netlink);
    }

    private static NodeLock lock(NodePlan plan, RouterOptions options) throws AlreadyRunningException, IOException {
        Files.createDirectories(options.runFolder());
        Optional<NodeLock> lock = NodeLock.take(options.lock(plan.node()));
        if (lock.isEmpty()) {
            throw new AlreadyRunningException(plan.node(), options.lock(plan.node()));
        }
        return lock.get();
    }

    /** On the RIB's thread: sorts events and leaves them; nothing here waits. */
    private void onEvents(List<SpeakerEvent> events) {
        List<SpeakerEvent.BestPathChanged> bestPaths = new ArrayList<>(events.size());
        for (SpeakerEvent event : events) {
            switch (event) {
                case SpeakerEvent.BestPathChanged change -> bestPaths.add(change);
                case SpeakerEvent.SessionChanged _ -> thread.wake();
                case SpeakerEvent.PrefixLimitNear _,
                        SpeakerEvent.PrefixLimitExceeded _,
                        SpeakerEvent.AttributeLimitNear _,
                        SpeakerEvent.AttributeLimitExceeded _,
                        SpeakerEvent.Notified _,
                        SpeakerEvent.RefreshUnsupported _ -> {
                    // The speaker logs it.
                }
                case SpeakerEvent.RouteRefused refused -> refusals.add(refused, System.nanoTime());
            }
        }
        if (!bestPaths.isEmpty()) {
            thread.bestPaths(bestPaths);
        }
    }

    private void turn(Map<Prefix, Optional<Path>> changes, long now) {
        try {
            watch.look(now);
        } catch (IOException gone) {
            LOG.warn("event=tunnel-unreadable reason=\"{}\"", gone.getMessage());
            synchroniser.doubt();
        }
        kernelWatch.tell(synchroniser);
        long up = speaker.neighbours().stream()
                .filter(neighbour -> neighbour.state() == SessionState.ESTABLISHED)
                .count();
        boolean allUp = up == plan.bgp().neighbours().size();
        if (settling.settled(allUp, now)) {
            synchroniser.settle();
        }
        synchroniser.pass(changes, now);
    }

    @Override
    public void close() throws IOException {
        LOG.info("event=stopping node={}", plan.node());
        api.close();
        unnumbered.close();
        speaker.close();
        kernelWatch.close();
        try {
            thread.stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        tunnel.close();
        firewall.close();
        netlink.close();
        lock.close();
    }
}
