package dev.warren.linux.netlink;

import dev.warren.net.IpFamily;
import java.util.OptionalInt;

/**
 * Which routes to dump; the kernel applies it.
 *
 * @param family one family
 * @param table one table, or all
 * @param protocol one maker's routes, or all
 */
public record RouteFilter(IpFamily family, OptionalInt table, OptionalInt protocol) {

    /** All routes of a family in a table. */
    public static RouteFilter table(IpFamily family, int table) {
        return new RouteFilter(family, OptionalInt.of(table), OptionalInt.empty());
    }

    /** Only the routes that one protocol made in a table. */
    public static RouteFilter own(IpFamily family, int table, int protocol) {
        return new RouteFilter(family, OptionalInt.of(table), OptionalInt.of(protocol));
    }

    /** True if the filter lets the route through. */
    public boolean matches(Route route) {
        return route.destination().family() == family
                && (table.isEmpty() || table.getAsInt() == route.table())
                && (protocol.isEmpty() || protocol.getAsInt() == route.protocol());
    }
}
