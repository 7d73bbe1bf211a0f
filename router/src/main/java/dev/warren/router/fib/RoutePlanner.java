package dev.warren.router.fib;

import dev.warren.linux.netlink.Route;
import dev.warren.linux.netlink.RouteChange;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the wanted routes with a dump of the table. Pure. */
final class RoutePlanner {
    /** The place of a route in a table: the kernel has one route per place, whoever made it. */
    private record Place(Prefix destination, long metric) {
        static Place of(Route route) {
            return new Place(route.destination(), route.metric());
        }
    }

    private final FibTable table;

    RoutePlanner(FibTable table) {
        this.table = table;
    }

    /** The kernel's form of an entry. */
    Route route(FibEntry entry) {
        Prefix prefix = entry.prefix();
        return switch (entry.target()) {
            case FibTarget.TunnelInterface(int index) ->
                Route.onto(prefix, table.table(), table.protocol(), FibTable.METRIC, index);
            case FibTarget.Gateway gateway ->
                Route.via(
                        prefix,
                        table.table(),
                        table.protocol(),
                        FibTable.METRIC,
                        gateway.interfaceIndex(),
                        gateway.gateway());
            case FibTarget.Unreachable() -> Route.unreachable(prefix, table.table(), table.protocol(), FibTable.METRIC);
        };
    }

    /** The unreachable default of a family. */
    Route lastResort(IpFamily family) {
        return Route.unreachable(
                Prefix.defaultRoute(family), table.table(), table.protocol(), FibTable.LAST_RESORT_METRIC);
    }

    /**
     * The way from a dump to what is wanted.
     *
     * @param wanted the wanted entries; of two for one prefix the later counts
     * @param dump all routes of the table, both families
     */
    RoutePlan plan(Collection<FibEntry> wanted, Collection<Route> dump) {
        Map<Place, List<Route>> present = new HashMap<>();
        List<Route> foreign = new ArrayList<>();
        for (Route route : dump) {
            if (route.protocol() == table.protocol()) {
                present.computeIfAbsent(Place.of(route), place -> new ArrayList<>())
                        .add(route);
            } else {
                foreign.add(route);
            }
        }
        Step step = new Step(present, foreign);
        for (IpFamily family : IpFamily.values()) {
            step.want(lastResort(family));
        }
        Map<Prefix, FibEntry> byPrefix = new LinkedHashMap<>();
        wanted.forEach(entry -> byPrefix.put(entry.prefix(), entry));
        List<FibEntry> blocked = new ArrayList<>();
        for (FibEntry entry : byPrefix.values()) {
            if (!step.want(route(entry))) {
                blocked.add(entry);
            }
        }
        step.removeUnwanted(dump, table.protocol());
        return new RoutePlan(step.changes, step.drift, foreign, blocked);
    }

    /** The comparison as it goes. */
    private static final class Step {
        private final Map<Place, List<Route>> present;
        private final Set<Place> takenByOthers = new HashSet<>();
        private final Set<Route> kept = new HashSet<>();
        private final List<RouteChange> changes = new ArrayList<>();
        private Drift drift = Drift.NONE;

        Step(Map<Place, List<Route>> present, List<Route> foreign) {
            this.present = present;
            foreign.forEach(route -> takenByOthers.add(Place.of(route)));
        }

        /** False if a foreign route has the place. */
        boolean want(Route route) {
            List<Route> there = present.getOrDefault(Place.of(route), List.of());
            if (there.contains(route)) {
                kept.add(route);
                return true;
            }
            if (takenByOthers.contains(Place.of(route))) {
                return false;
            }
            if (there.isEmpty()) {
                changes.add(new RouteChange.Add(route));
                drift = drift.plus(new Drift(1, 0, 0));
            } else {
                changes.add(new RouteChange.Replace(route));
                drift = drift.plus(new Drift(0, 1, 0));
                kept.add(there.getFirst());
            }
            return true;
        }

        /** What is ours and neither kept nor replaced. */
        void removeUnwanted(Collection<Route> dump, int protocol) {
            for (Route route : dump) {
                if (route.protocol() == protocol && !kept.contains(route)) {
                    changes.add(new RouteChange.Remove(route));
                    drift = drift.plus(new Drift(0, 0, 1));
                }
            }
        }
    }
}
