package dev.warren.router.report;

import java.util.List;
import java.util.Optional;

/**
 * The answer of {@code /v1/forwarding}.
 *
 * @param node the hub
 * @param table the number of the overlay's routing table
 * @param interfaceName the tunnel interface
 * @param drift entries that something else had changed, since the start
 * @param entries what is forwarded
 * @param refused best paths that are not
 */
public record ForwardingReport(
        String node, int table, String interfaceName, long drift, List<Entry> entries, List<Refused> refused) {

    /**
     * One prefix.
     *
     * @param prefix the destinations
     * @param reason {@code bgp} or {@code tunnel-address}
     * @param path the AS_PATH of the path, {@code local} for the hub's own
     * @param nextHop the path's next hop
     * @param peer the WireGuard peer that it goes to
     * @param gateway the router that it goes to, on an upstream link
     * @param interfaceName the interface that it leaves by
     * @param installed true if WireGuard and the kernel have it so
     */
    public record Entry(
            String prefix,
            String reason,
            String path,
            Optional<String> nextHop,
            Optional<String> peer,
            Optional<String> gateway,
            Optional<String> interfaceName,
            boolean installed) {}

    /**
     * A best path that is not forwarded.
     *
     * @param prefix the prefix
     * @param neighbour who announced it
     * @param nextHop its next hop
     * @param cause what is wrong with it
     */
    public record Refused(String prefix, String neighbour, String nextHop, String cause) {}
}
