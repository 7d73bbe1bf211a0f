package dev.warren.router.fib;

import dev.warren.linux.netlink.NetlinkException;
import dev.warren.linux.netlink.Route;
import dev.warren.linux.netlink.RouteChange;
import dev.warren.linux.netlink.RouteFailure;
import dev.warren.linux.netlink.RouteFilter;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the overlay's table as wanted. One thread owns it.
 *
 * <p>{@link #reconcile} reads the table and repairs it; {@link #apply} writes changes by what the last pass left. Neither takes
 * the place of a route that was seen with another protocol number.
 */
public final class KernelRoutes {
    private final RouteNetlink netlink;
    private final FibTable table;
    private final RoutePlanner planner;
    private final Map<Prefix, Route> written = new HashMap<>();

    /**
     * @param netlink the kernel; not closed by this class
     * @param table the table that is ours
     */
    public KernelRoutes(RouteNetlink netlink, FibTable table) {
        this.netlink = netlink;
        this.table = table;
        this.planner = new RoutePlanner(table);
    }

    /**
     * Compares the whole table, both families, with what is wanted and corrects it: the last resort first, then what is
     * missing or leads elsewhere, then what nobody wants.
     *
     * @throws NetlinkException if the table can't be read or written at all
     */
    public RouteReport reconcile(Collection<FibEntry> wanted) throws NetlinkException {
        List<Route> dump = dump();
        written.clear();
        dump.stream().filter(this::isOurs).forEach(route -> written.put(route.destination(), route));
        RoutePlan plan = planner.plan(wanted, dump);
        List<RouteFailure> refused = change(plan.changes());
        return new RouteReport(plan.drift(), plan.foreign(), plan.blocked(), refused);
    }

    /**
     * Puts the unreachable defaults of last resort in place, and removes routes of our protocol that have a shape we never
     * write.
     *
     * @return how many changes that took
     * @throws NetlinkException if the table can't be read or written at all
     */
    public int repair() throws NetlinkException {
        List<Route> dump = dump();
        List<RouteChange> changes = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            Route lastResort = planner.lastResort(family);
            if (!dump.contains(lastResort)) {
                changes.add(new RouteChange.Replace(lastResort));
            }
        }
        dump.stream()
                .filter(route -> route.protocol() == table.protocol()
                        && planner.target(route).isEmpty())
                .filter(route ->
                        !route.equals(planner.lastResort(route.destination().family())))
                .forEach(route -> changes.add(new RouteChange.Remove(route)));
        change(changes);
        return changes.size();
    }

    /**
     * Our routes as the kernel has them now, but for the last resort.
     *
     * @throws NetlinkException if the table can't be read
     */
    public Map<Prefix, FibTarget> read() throws NetlinkException {
        Map<Prefix, FibTarget> targets = new HashMap<>();
        written.clear();
        for (Route route : dump()) {
            if (isOurs(route)) {
                planner.target(route).ifPresent(target -> {
                    targets.put(route.destination(), target);
                    written.put(route.destination(), route);
                });
            }
        }
        return targets;
    }

    /**
     * Writes changes without reading the table: {@code gained} are added or take the place of our present ones without a gap,
     * {@code lost} are removed after. Of two gains for one prefix the later counts, and a prefix that is gained and lost is
     * gained. A gain whose place somebody else has is refused with EEXIST.
     *
     * @return the drift here is what was changed; foreign and blocked are not looked at
     * @throws NetlinkException if the table can't be written at all; reconcile then
     */
    public RouteReport apply(Collection<FibEntry> gained, Collection<Prefix> lost) throws NetlinkException {
        List<RouteChange> changes = new ArrayList<>();
        Drift drift = Drift.NONE;
        Map<Prefix, FibEntry> byPrefix = new LinkedHashMap<>();
        gained.forEach(entry -> byPrefix.put(entry.prefix(), entry));
        for (FibEntry entry : byPrefix.values()) {
            Route route = planner.route(entry);
            @Nullable Route before = written.get(entry.prefix());
            if (before == null) {
                changes.add(new RouteChange.Add(route));
                drift = drift.plus(new Drift(1, 0, 0));
            } else if (!before.equals(route)) {
                changes.add(new RouteChange.Replace(route));
                drift = drift.plus(new Drift(0, 1, 0));
            }
        }
        for (Prefix prefix : new LinkedHashSet<>(lost)) {
            @Nullable Route before = written.get(prefix);
            if (before != null && !byPrefix.containsKey(prefix)) {
                changes.add(new RouteChange.Remove(before));
                drift = drift.plus(new Drift(0, 0, 1));
            }
        }
        return new RouteReport(drift, List.of(), List.of(), change(changes));
    }

    /**
     * Removes all our routes, the last resort at the end.
     *
     * @throws NetlinkException if the table can't be read or written at all
     */
    public RouteReport clear() throws NetlinkException {
        List<Route> dump = dump();
        List<RouteChange> changes = new ArrayList<>();
        dump.stream()
                .filter(route -> route.protocol() == table.protocol())
                .sorted(Comparator.comparingLong(Route::metric))
                .forEach(route -> changes.add(new RouteChange.Remove(route)));
        List<Route> foreign = dump.stream()
                .filter(route -> route.protocol() != table.protocol())
                .toList();
        Drift drift = new Drift(0, 0, changes.size());
        return new RouteReport(drift, foreign, List.of(), change(changes));
    }

    private List<Route> dump() throws NetlinkException {
        List<Route> all = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            all.addAll(netlink.routes(RouteFilter.table(family, table.table())));
        }
        return all;
    }

    private boolean isOurs(Route route) {
        return route.protocol() == table.protocol() && route.metric() == FibTable.METRIC;
    }

    /** Makes changes and remembers those that were made. */
    private List<RouteFailure> change(List<RouteChange> changes) throws NetlinkException {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<RouteFailure> refused = netlink.changeRoutes(changes);
        Map<Prefix, Route> before = new HashMap<>(written);
        changes.forEach(this::remember);
        for (RouteFailure failure : refused) {
            Prefix prefix = failure.change().route().destination();
            @Nullable Route old = before.get(prefix);
            if (old == null) {
                written.remove(prefix);
            } else {
                written.put(prefix, old);
            }
        }
        return refused;
    }

    private void remember(RouteChange change) {
        Route route = change.route();
        if (!isOurs(route)) {
            return;
        }
        switch (change) {
            case RouteChange.Add add -> written.put(route.destination(), add.route());
            case RouteChange.Replace replace -> written.put(route.destination(), replace.route());
            case RouteChange.Remove remove -> written.remove(remove.route().destination(), remove.route());
        }
    }
}
