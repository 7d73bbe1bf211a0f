package dev.warren.router.fib;

import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.util.List;

/**
 * Which packets the overlay's table is for.
 *
 * @param table the overlay's table
 * @param priority the priority of the first rule; the others follow it one by one
 * @param fwmark the mark of WireGuard's own packets, which the main table routes; not 0
 * @param tunnelInterface the tunnel interface's name
 * @param upstreamInterfaces names of the links to upstream routers
 * @param ownAddresses our overlay addresses
 * @param overlayPrefixes the overlay's address space
 */
public record OverlayRules(
        FibTable table,
        long priority,
        int fwmark,
        String tunnelInterface,
        List<String> upstreamInterfaces,
        List<IpAddress> ownAddresses,
        List<Prefix> overlayPrefixes) {}
