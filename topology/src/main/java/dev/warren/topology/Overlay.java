package dev.warren.topology;

import dev.warren.net.Asn;
import dev.warren.net.Prefix;
import java.util.List;
import java.util.Optional;

/**
 * What all nodes of an overlay share.
 *
 * @param name the overlay's name
 * @param asn the AS of the hubs
 * @param prefixes the overlay's own address space; addresses and prefixes of hubs and sites lie inside
 * @param interfaceName the WireGuard interface on each hub
 * @param mtu the MTU of that interface in bytes, 1,280 to 65,535
 * @param listenPort the UDP port of that interface
 * @param table the kernel's routing table that holds the overlay's routes
 * @param rulePriority the priority of the rule that leads to the table, 1 to 32,765
 * @param routeProtocol the protocol number of the overlay's routes, 5 to 255
 * @param fwmark the mark of WireGuard's own packets, never 0
 * @param plane which WireGuard carries the tunnels of hubs that say nothing of it themselves
 * @param bfd watches over the sessions between hubs; empty for none
 */
public record Overlay(
        String name,
        Asn asn,
        List<Prefix> prefixes,
        String interfaceName,
        int mtu,
        int listenPort,
        int table,
        int rulePriority,
        int routeProtocol,
        int fwmark,
        PlaneChoice plane,
        Optional<Bfd> bfd) {
    /** The interface where none is named. */
    public static final String DEFAULT_INTERFACE = "warren0";

    /** The MTU where none is given: 1,500 less an IPv6 header and WireGuard's 40 bytes. */
    public static final int DEFAULT_MTU = 1420;

    /** The UDP port where none is given. */
    public static final int DEFAULT_LISTEN_PORT = 51_820;

    /** The routing table where none is given. */
    public static final int DEFAULT_TABLE = 51_820;

    /** The rule's priority where none is given. */
    public static final int DEFAULT_RULE_PRIORITY = 5_182;

    /** The routes' protocol number where none is given. */
    public static final int DEFAULT_ROUTE_PROTOCOL = 182;

    /** The firewall mark where none is given. */
    public static final int DEFAULT_FWMARK = 51_820;

    /** Copies the list. */
    public Overlay {
        prefixes = List.copyOf(prefixes);
    }
}
