package dev.warren.topology.plan;

import dev.warren.net.Prefix;
import java.util.List;

/**
 * The kernel's side of an overlay on a hub.
 *
 * @param name the overlay's name
 * @param prefixes its own address space
 * @param table the routing table of its routes
 * @param rulePriority the priority of the rule that leads there
 * @param routeProtocol the protocol number of its routes
 * @param fwmark the mark of WireGuard's own packets, which stay out of the table
 */
public record OverlayPlan(
        String name, List<Prefix> prefixes, int table, int rulePriority, int routeProtocol, int fwmark) {
    /** Copies the list. */
    public OverlayPlan {
        prefixes = List.copyOf(prefixes);
    }
}
