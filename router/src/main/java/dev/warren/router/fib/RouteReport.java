package dev.warren.router.fib;

import dev.warren.linux.netlink.Route;
import dev.warren.linux.netlink.RouteFailure;
import java.util.List;

/**
 * What a pass over the table did.
 *
 * @param drift the differences that were found
 * @param foreign routes of other makers in our table; they are left alone
 * @param blocked wanted entries that weren't written, because a foreign route has their place
 * @param refused changes that the kernel refused, with its reasons
 */
public record RouteReport(Drift drift, List<Route> foreign, List<FibEntry> blocked, List<RouteFailure> refused) {
    /** Copies the lists. */
    public RouteReport {
        foreign = List.copyOf(foreign);
        blocked = List.copyOf(blocked);
        refused = List.copyOf(refused);
    }

    /** True if the table is now what is wanted. */
    public boolean complete() {
        return blocked.isEmpty() && refused.isEmpty();
    }
}
