package dev.warren.wg.control;

import dev.warren.net.PublicKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A change of a WireGuard interface; what is empty stays as it is.
 *
 * @param privateKey its private key
 * @param listenPort its UDP port, 0 to 65,535; 0 for any free one
 * @param fwmark the mark of its packets; 0 for none
 * @param replacePeers true to remove all peers first: for the first configuration, not for operation
 * @param peers at most one change per peer
 */
public record DeviceChange(
        Optional<KeyFile> privateKey,
        OptionalInt listenPort,
        OptionalInt fwmark,
        boolean replacePeers,
        List<PeerChange> peers) {

    /** @throws IllegalArgumentException if the port is out of range or a peer is there twice */
    public DeviceChange {
        peers = List.copyOf(peers);
        if (listenPort.isPresent() && (listenPort.getAsInt() < 0 || listenPort.getAsInt() > 0xffff)) {
            throw new IllegalArgumentException(listenPort.getAsInt() + " is not a port: they are 0 to 65535");
        }
        Set<PublicKey> seen = new HashSet<>();
        for (PeerChange peer : peers) {
            if (!seen.add(peer.key())) {
                throw new IllegalArgumentException("peer " + peer.key() + " is changed twice in one change");
            }
        }
    }

    /** A change of peers only. */
    public static DeviceChange ofPeers(List<PeerChange> peers) {
        return new DeviceChange(Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), false, peers);
    }
}
