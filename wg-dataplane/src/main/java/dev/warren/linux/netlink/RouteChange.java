package dev.warren.linux.netlink;

/** One change of a routing table. */
public sealed interface RouteChange {
    /** The route that is added, put in place, or removed. */
    Route route();

    /** Adds; EEXIST where there is a route of this destination and metric, whoever made it. */
    record Add(Route route) implements RouteChange {}

    /** Adds, or takes the place of the route of this destination and metric without a gap, whoever made that. */
    record Replace(Route route) implements RouteChange {}

    /** Removes the route of this destination, metric, protocol, type and next hop; ESRCH where there is none. */
    record Remove(Route route) implements RouteChange {}
}
