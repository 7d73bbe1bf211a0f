package dev.warren.router.fib;

import dev.warren.linux.netlink.Route;
import dev.warren.linux.netlink.RouteChange;
import java.util.List;

/**
 * How the table becomes what is wanted.
 *
 * @param changes in order: the last resort, additions and replacements, removals
 * @param drift the differences, last resort included
 * @param foreign routes of other makers in our table
 * @param blocked wanted entries whose place a foreign route has
 */
record RoutePlan(List<RouteChange> changes, Drift drift, List<Route> foreign, List<FibEntry> blocked) {}
