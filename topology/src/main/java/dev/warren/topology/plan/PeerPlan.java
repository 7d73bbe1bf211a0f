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
 * @param keepalive the interval of persistent keepalives in seconds; 0 is off
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
    /** Copies the lists. */
    public PeerPlan {
        addresses = List.copyOf(addresses);
        nextHops = List.copyOf(nextHops);
        originated = List.copyOf(originated);
    }
}
