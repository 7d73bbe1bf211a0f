package dev.warren.linux.netlink;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.Locale;
import java.util.Optional;

/**
 * A route of either family.
 *
 * @param destination the prefix
 * @param type what it does
 * @param table the routing table, 1 to 2³²-1 as unsigned int
 * @param protocol who made it (rtm_protocol), 0 to 255
 * @param metric 0 to 2³²-1, lower is preferred; IPv6 makes 1024 of 0
 * @param outInterface the index of the outgoing interface; 0 for none, as in unreachable routes
 * @param gateway the next hop; an IPv4 route may have an IPv6 one (RFC 5549)
 * @param onlink the gateway is taken as directly reachable, whatever the interface's addresses say
 * @param multipath true for a route with several next hops, of which this record has none; such routes are only read
 */
public record Route(
        Prefix destination,
        RouteType type,
        int table,
        int protocol,
        long metric,
        int outInterface,
        Optional<IpAddress> gateway,
        boolean onlink,
        boolean multipath) {

    /**
     * @throws IllegalArgumentException if a number is out of range, or the gateway of an IPv6 route is IPv4
     */
    public Route {
        if (metric < 0 || metric > 0xffff_ffffL || protocol < 0 || protocol > 255) {
            throw new IllegalArgumentException("metric " + metric + " or protocol " + protocol + " is out of range");
        }
        if (gateway.isPresent()
                && gateway.get().family() != destination.family()
                && destination.family() == IpFamily.V6) {
            throw new IllegalArgumentException("an IPv6 route takes no IPv4 gateway: " + destination);
        }
    }

    /** A route onto a link without a gateway, as point-to-point tunnels have them. */
    public static Route onto(Prefix destination, int table, int protocol, long metric, int outInterface) {
        return new Route(
                destination, RouteType.UNICAST, table, protocol, metric, outInterface, Optional.empty(), false, false);
    }

    /** A route by a gateway on an interface, taken as on-link. */
    public static Route via(
            Prefix destination, int table, int protocol, long metric, int outInterface, IpAddress gateway) {
        return new Route(
                destination,
                RouteType.UNICAST,
                table,
                protocol,
                metric,
                outInterface,
                Optional.of(gateway),
                true,
                false);
    }

    /** A route that refuses with ICMP unreachable. */
    public static Route unreachable(Prefix destination, int table, int protocol, long metric) {
        return new Route(
                destination, RouteType.UNREACHABLE, table, protocol, metric, 0, Optional.empty(), false, false);
    }

    @Override
    public String toString() {
        return (type == RouteType.UNICAST ? "" : type.name().toLowerCase(Locale.ROOT) + " ") + destination
                + gateway.map(address -> " via " + address).orElse("")
                + (outInterface == 0 ? "" : " dev #" + outInterface)
                + " table " + Integer.toUnsignedString(table) + " proto " + protocol + " metric " + metric
                + (onlink ? " onlink" : "") + (multipath ? " multipath" : "");
    }
}
