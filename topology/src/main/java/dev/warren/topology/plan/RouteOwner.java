package dev.warren.topology.plan;

import dev.warren.net.IpAddress;
import java.util.List;

/**
 * Whoever a route of the overlay leads to, whichever hub tells of it.
 *
 * @param name the hub's or site's name
 * @param nextHops the next hops of its routes: its tunnel addresses
 * @param authority the prefixes that may lie behind them
 */
public record RouteOwner(String name, List<IpAddress> nextHops, Authority authority) {
    /** Copies the list. */
    public RouteOwner {
        nextHops = List.copyOf(nextHops);
    }
}
