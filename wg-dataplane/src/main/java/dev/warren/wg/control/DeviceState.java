package dev.warren.wg.control;

import dev.warren.net.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * What a WireGuard interface has now.
 *
 * @param publicKey its own public key; empty where it has no private key yet
 * @param listenPort its UDP port, 0 to 65,535; 0 where none is set
 * @param fwmark the mark of its packets; 0 for none
 * @param peers its peers, in the device's order
 */
public record DeviceState(Optional<PublicKey> publicKey, int listenPort, int fwmark, List<PeerState> peers) {
    /** Copies the list. */
    public DeviceState {
        peers = List.copyOf(peers);
    }

    /** The peer of this key. It looks through all of them: who asks for many makes a map. */
    public Optional<PeerState> peer(PublicKey key) {
        return peers.stream().filter(peer -> peer.key().equals(key)).findFirst();
    }
}
