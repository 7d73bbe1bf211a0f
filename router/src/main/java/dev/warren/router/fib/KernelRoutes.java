package dev.warren.router.fib;

import dev.warren.linux.netlink.Errno;
import dev.warren.linux.netlink.NetlinkException;
import dev.warren.linux.netlink.Route;
import dev.warren.linux.netlink.RouteChange;
import dev.warren.linux.netlink.RouteFailure;
import dev.warren.linux.netlink.RouteFilter;
import dev.warren.linux.netlink.RouteNetlink;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Our routes in the overlay's table. One thread owns it.
 *
 * <p>{@link #read} looks at the table; {@link #put} and {@link #remove} write by what it has seen and they have written since.
 * Routes of other makers are never touched: a wanted route whose place one of them has is not written.
 */
public final class KernelRoutes {
    private final RouteNetlink netlink;
    private final FibTable table;
    private final RoutePlanner planner;
    private final Map<Prefix, Route> written = new HashMap<>();
    private final Set<Prefix> taken = new HashSet<>();

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
     * What is in the table.
     *
     * @param ours where our routes lead, but for the last resort
     * @param foreign routes of other makers
     */
    public record Contents(Map<Prefix, FibTarget> ours, Set<Route> foreign) {}

    /**
     * Puts the unreachable defaults of last resort in place, and removes routes of our protocol that have a form we never write.
     *
     * @return how many changes that took
     * @throws IOException if the table can't be read, or the kernel refuses a change
     */
    public int repair() throws IOException {
        List<RouteChange> changes = planner.repairs(dump());
        Set<Prefix> blocked = change(changes);
        return changes.size() - blocked.size();
    }

    /**
     * Reads the table, both families.
     *
     * @throws NetlinkException if that fails
     */
    public Contents read() throws NetlinkException {
        Contents contents = new Contents(new HashMap<>(), new LinkedHashSet<>());
        written.clear();
        taken.clear();
        for (Route route : dump()) {
            Optional<FibTarget> target = planner.target(route);
            if (target.isPresent()) {
                contents.ours().put(route.destination(), target.get());
                written.put(route.destination(), route);
            } else if (!planner.isOurs(route)) {
                contents.foreign().add(route);
                if (route.metric() == FibTable.METRIC) {
                    taken.add(route.destination());
                }
            }
        }
        return contents;
    }

    /**
     * Adds routes; one that leads elsewhere now is replaced without a gap.
     *
     * @return the prefixes whose place a foreign route has: they have no route of ours
     * @throws IOException if the kernel refuses anything else, after all were tried
     */
    public Set<Prefix> put(Map<Prefix, FibTarget> routes) throws IOException {
        List<RouteChange> changes = new ArrayList<>();
        Set<Prefix> blocked = new LinkedHashSet<>();
        routes.forEach((prefix, target) -> {
            Route route = planner.route(prefix, target);
            @Nullable Route before = written.get(prefix);
            if (route.equals(before)) {
                return;
            }
            if (taken.contains(prefix)) {
                blocked.add(prefix);
                if (before != null) {
                    changes.add(new RouteChange.Remove(before));
                }
            } else {
                changes.add(before == null ? new RouteChange.Add(route) : new RouteChange.Replace(route));
            }
        });
        blocked.addAll(change(changes));
        return blocked;
    }

    /**
     * Removes our routes of these prefixes; where there is none, nothing.
     *
     * @throws IOException if the kernel refuses, after all were tried
     */
    public void remove(Collection<Prefix> prefixes) throws IOException {
        List<RouteChange> changes = new ArrayList<>();
        for (Prefix prefix : new LinkedHashSet<>(prefixes)) {
            @Nullable Route before = written.get(prefix);
            if (before != null) {
                changes.add(new RouteChange.Remove(before));
            }
        }
        change(changes);
    }

    /**
     * Removes all our routes, the last resort at the end.
     *
     * @throws IOException if the table can't be read, or the kernel refuses
     */
    public void clear() throws IOException {
        change(dump().stream()
                .filter(planner::isOurs)
                .sorted(Comparator.comparingLong(Route::metric))
                .<RouteChange>map(RouteChange.Remove::new)
                .toList());
    }

    private List<Route> dump() throws NetlinkException {
        List<Route> all = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            all.addAll(netlink.routes(RouteFilter.table(family, table.table())));
        }
        return all;
    }

    /** Makes changes and remembers those that were made; gives the prefixes whose place turned out to be taken. */
    private Set<Prefix> change(List<RouteChange> changes) throws IOException {
        if (changes.isEmpty()) {
            return Set.of();
        }
        Map<RouteChange, RouteFailure> refused = new HashMap<>();
        netlink.changeRoutes(changes).forEach(failure -> refused.put(failure.change(), failure));
        Set<Prefix> blocked = new HashSet<>();
        List<RouteFailure> unexpected = new ArrayList<>();
        for (RouteChange change : changes) {
            @Nullable RouteFailure failure = refused.get(change);
            if (failure == null || isGone(failure)) {
                remember(change);
            } else if (isTaken(failure)) {
                blocked.add(change.route().destination());
            } else {
                unexpected.add(failure);
            }
        }
        if (!unexpected.isEmpty()) {
            throw new IOException(
                    unexpected.size() + " changes of routes were refused, the first: " + unexpected.getFirst());
        }
        return blocked;
    }

    private static boolean isGone(RouteFailure failure) {
        return failure.change() instanceof RouteChange.Remove && failure.error().errno() == Errno.ESRCH;
    }

    private static boolean isTaken(RouteFailure failure) {
        return failure.change() instanceof RouteChange.Add && failure.error().errno() == Errno.EEXIST;
    }

    private void remember(RouteChange change) {
        if (planner.target(change.route()).isEmpty()) {
            return;
        }
        switch (change) {
            case RouteChange.Add(Route route) -> written.put(route.destination(), route);
            case RouteChange.Replace(Route route) -> written.put(route.destination(), route);
            case RouteChange.Remove(Route route) -> written.remove(route.destination(), route);
        }
    }
}
