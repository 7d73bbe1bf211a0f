package dev.warren.router.fib;

import dev.warren.linux.netlink.Route;
import dev.warren.linux.netlink.RouteChange;
import dev.warren.linux.netlink.RouteType;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The forms that our routes have in the kernel, and what brings a table back to them. Pure. */
final class RoutePlanner {
    private final FibTable table;

    RoutePlanner(FibTable table) {
        this.table = table;
    }

    /** The kernel's form of a wanted route. */
    Route route(Prefix prefix, FibTarget target) {
        return switch (target) {
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

    /** The target that a route of the kernel has; empty if it is none that {@link #route} makes. */
    Optional<FibTarget> target(Route route) {
        Optional<FibTarget> target = route.type() == RouteType.UNREACHABLE
                ? Optional.of(new FibTarget.Unreachable())
                : route.gateway()
                        .<FibTarget>map(gateway -> new FibTarget.Gateway(route.outInterface(), gateway))
                        .or(() -> Optional.of(new FibTarget.TunnelInterface(route.outInterface())));
        return target.filter(to -> route(route.destination(), to).equals(route));
    }

    /** The unreachable default of a family. */
    Route lastResort(IpFamily family) {
        return Route.unreachable(
                Prefix.defaultRoute(family), table.table(), table.protocol(), FibTable.LAST_RESORT_METRIC);
    }

    /** True for a route of our protocol number, whatever its form. */
    boolean isOurs(Route route) {
        return route.protocol() == table.protocol();
    }

    /**
     * What brings back the last resort, first, and takes away routes of our protocol that have a form we never write. A foreign
     * route in the place of a last resort stays.
     *
     * @param dump all routes of the table, both families
     */
    List<RouteChange> repairs(Collection<Route> dump) {
        List<RouteChange> changes = new ArrayList<>();
        for (IpFamily family : IpFamily.values()) {
            Route wanted = lastResort(family);
            List<Route> there =
                    dump.stream().filter(route -> haveOnePlace(route, wanted)).toList();
            if (there.isEmpty()) {
                changes.add(new RouteChange.Add(wanted));
            } else if (!there.contains(wanted) && there.stream().allMatch(this::isOurs)) {
                changes.add(new RouteChange.Replace(wanted));
            }
        }
        dump.stream()
                .filter(route -> isOurs(route) && isOdd(route))
                .map(RouteChange.Remove::new)
                .forEach(changes::add);
        return changes;
    }

    /** One that is in the place of a last resort is replaced, not removed. */
    private boolean isOdd(Route route) {
        return target(route).isEmpty()
                && !haveOnePlace(route, lastResort(route.destination().family()));
    }

    /** The kernel has one route per place, whoever made it. */
    private static boolean haveOnePlace(Route a, Route b) {
        return a.metric() == b.metric() && a.destination().equals(b.destination());
    }
}
