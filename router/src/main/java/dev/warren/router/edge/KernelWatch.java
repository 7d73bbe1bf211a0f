package dev.warren.router.edge;

import dev.warren.linux.netlink.MonitorEvent;
import dev.warren.linux.netlink.MonitorGroup;
import dev.warren.linux.netlink.NetlinkException;
import dev.warren.linux.netlink.Route;
import dev.warren.linux.netlink.RouteMonitor;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.linux.netlink.Rule;
import dev.warren.net.Prefix;
import dev.warren.router.sync.Synchroniser;
import dev.warren.topology.plan.NodePlan;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Hears from the kernel what others change in what the router has written. The router's own changes are heard too: a route that
 * is gone is a reason for doubt only if the synchroniser still believes in it. What waits is bounded: past that, everything
 * is doubted.
 */
public final class KernelWatch implements AutoCloseable {
    private static final int MAX_WAITING = 10_000;

    private final NodePlan plan;
    private final Runnable wake;
    private final Set<String> interfaces = new HashSet<>();
    private final RouteMonitor monitor;
    private Set<Prefix> touched = new HashSet<>();
    private boolean doubt;

    /**
     * Starts listening.
     *
     * @param wake called on the monitor's thread when there is something for {@link #tell}
     */
    public KernelWatch(NodePlan plan, Runnable wake) throws NetlinkException {
        this.plan = plan;
        this.wake = wake;
        interfaces.add(plan.tunnel().interfaceName());
        plan.bgp().neighbours().forEach(neighbour -> neighbour.interfaceName().ifPresent(interfaces::add));
        monitor = RouteNetlink.monitor(EnumSet.allOf(MonitorGroup.class), this::onEvents);
    }

    private void onEvents(List<MonitorEvent> events) {
        events.forEach(this::onEvent);
        wake.run();
    }

    private synchronized void onEvent(MonitorEvent event) {
        switch (event) {
            case MonitorEvent.NoticesLost() -> doubt = true;
            case MonitorEvent.LinkChanged(var link) -> doubt |= interfaces.contains(link.name());
            case MonitorEvent.LinkRemoved(var link) -> doubt |= interfaces.contains(link.name());
            case MonitorEvent.RuleRemoved(Rule rule) ->
                doubt |= rule.protocol() == plan.overlay().routeProtocol();
            case MonitorEvent.RouteRemoved(Route route) -> onRoute(route);
            case MonitorEvent.RouteChanged(Route route) -> {
                if (route.protocol() != plan.overlay().routeProtocol()) {
                    onRoute(route);
                }
            }
            case MonitorEvent.AddressChanged _ -> {}
            case MonitorEvent.AddressRemoved _ -> {}
            case MonitorEvent.RuleAdded _ -> {}
        }
    }

    private void onRoute(Route route) {
        if (route.table() != plan.overlay().table()) {
            return;
        }
        if (route.destination().isDefault() || touched.size() >= MAX_WAITING) {
            doubt = true;
        } else {
            touched.add(route.destination());
        }
    }

    /** Raises a doubt if there is one. Called on the synchroniser's thread. */
    public void tell(Synchroniser synchroniser) {
        Set<Prefix> heard;
        boolean doubted;
        synchronized (this) {
            heard = touched;
            doubted = doubt;
            touched = new HashSet<>();
            doubt = false;
        }
        if (doubted || heard.stream().anyMatch(synchroniser::mindsRoute)) {
            synchroniser.doubt();
        }
    }

    @Override
    public void close() {
        monitor.close();
    }
}
