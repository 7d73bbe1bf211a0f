package dev.warren.topology.plan;

import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A peer on a hub's WireGuard interface.
 *
 * @param name the hub's or site's name
 * @param role what it is
 * @param publicKey its key
 * @param presharedKeyFile the file of the key shared with it
 * @param endpoint where to reach it; empty if it always begins
 * @param keepalive the interval of the persistent keepalives that it sends in seconds, 0 to 65,535; 0 if it sends none
 * @param addresses its tunnel addresses: always its AllowedIPs
 * @param nextHops the BGP next hops that lead to it: its addresses and, of a hub, those of its sites in the overlay's AS
 * @param originated what the hub originates while the tunnel is alive: a plain site's addresses (as /32 and /128) and prefixes;
 *     empty for BGP speakers and hubs
 * @param authority all that its AllowedIPs may ever hold
 */
public record PeerPlan(
        String name,
        PeerRole role,
        PublicKey publicKey,
        Optional<Path> presharedKeyFile,
        Optional<Endpoint> endpoint,
        int keepalive,
        List<IpAddress> addresses,
        List<IpAddress> nextHops,
        List<Prefix> originated,
        Authority authority) {
    private static final int MOST_SECONDS = 0xffff;

    /** Copies the lists. */
    public PeerPlan {
        addresses = List.copyOf(addresses);
        nextHops = List.copyOf(nextHops);
        originated = List.copyOf(originated);
    }

    /**
     * The interval of the persistent keepalives that the hub sends to it in seconds; 0 is off. Whatever passes a tunnel puts off those of
     * both ends: were the intervals alike, whoever is first by chance would silence the other for good. So it is twice the peer's.
     */
    public int ownKeepalive() {
        return Math.min(2 * keepalive, MOST_SECONDS);
    }
}
