package dev.warren.topology.plan;

import dev.warren.net.IpAddress;
import dev.warren.net.PublicKey;
import dev.warren.topology.PlaneChoice;
import java.nio.file.Path;
import java.util.List;

/**
 * A WireGuard interface of a hub.
 *
 * @param interfaceName its name, valid for Linux
 * @param addresses the hub's addresses on it: one of each family
 * @param mtu its MTU in bytes
 * @param listenPort its UDP port
 * @param plane which WireGuard carries it
 * @param privateKeyFile the file of the hub's private key
 * @param publicKey the key that belongs to it
 * @param peers the other hubs and the hub's own sites, hubs first
 */
public record TunnelPlan(
        String interfaceName,
        List<IpAddress> addresses,
        int mtu,
        int listenPort,
        PlaneChoice plane,
        Path privateKeyFile,
        PublicKey publicKey,
        List<PeerPlan> peers) {
    /** Copies the lists. */
    public TunnelPlan {
        addresses = List.copyOf(addresses);
        peers = List.copyOf(peers);
    }
}
