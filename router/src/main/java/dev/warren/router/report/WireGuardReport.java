package dev.warren.router.report;

import java.util.List;
import java.util.Optional;

/**
 * The answer of {@code /v1/wg}.
 *
 * @param node the hub
 * @param interfaceName the tunnel interface
 * @param plane which WireGuard carries it: kernel or userspace
 * @param publicKey its key
 * @param listenPort its UDP port
 * @param fwmark the firewall mark of its packets
 * @param peers its peers, those of the topology first
 */
public record WireGuardReport(
        String node,
        String interfaceName,
        String plane,
        String publicKey,
        int listenPort,
        int fwmark,
        List<Peer> peers) {

    /**
     * One peer.
     *
     * @param name as the topology has it; empty for one that is not in it
     * @param role hub or site; empty for one that is not in the topology
     * @param publicKey its key
     * @param alive true if its tunnel is alive
     * @param endpoint where its packets come from
     * @param secondsSinceHandshake the age of the latest handshake
     * @param rxBytes received
     * @param txBytes sent
     * @param persistentKeepalive in seconds, 0 for off
     * @param allowedIps the prefixes that it owns
     */
    public record Peer(
            String name,
            String role,
            String publicKey,
            boolean alive,
            Optional<String> endpoint,
            Optional<Long> secondsSinceHandshake,
            long rxBytes,
            long txBytes,
            int persistentKeepalive,
            List<String> allowedIps) {}
}
