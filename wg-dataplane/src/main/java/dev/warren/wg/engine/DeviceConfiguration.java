package dev.warren.wg.engine;

import dev.warren.net.Endpoint;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.crypto.Secret;
import dev.warren.wg.noise.Identity;
import dev.warren.wg.noise.Tai64n;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be read and set of a device, by the names of the configuration protocol. Only inside {@link Device#configure}. */
public final class DeviceConfiguration {
    private final Device device;

    DeviceConfiguration(Device device) {
        this.device = device;
    }

    /** The private key itself, or null. It must not leave the call. */
    public @Nullable Secret privateKey() {
        Identity identity = device.identity();
        return identity == null ? null : identity.privateKey();
    }

    /**
     * Sets the private key, which the device owns from now on; zeros unset it. The same key again changes
     * nothing; another ends all sessions. A peer with its public key is removed.
     */
    public void setPrivateKey(Secret key) {
        Secret present = privateKey();
        if (present != null && present.matches(key)) {
            if (present != key) {
                key.wipe();
            }
            return;
        }
        Identity identity = key.isZero() ? null : new Identity(key);
        if (identity != null) {
            Peer self = device.peers().get(PublicKey.of(identity.publicKey()));
            if (self != null) {
                device.removePeer(self);
            }
        }
        device.setIdentity(identity);
    }

    /** All peers, in the order in which they were added. */
    public List<Peer> peers() {
        return List.copyOf(device.peers().values());
    }

    /** The peer of a key. */
    public Optional<Peer> peer(PublicKey key) {
        return Optional.ofNullable(device.peers().get(key));
    }

    /** True if the key is the device's own: such a peer can't be. */
    public boolean isOwn(PublicKey key) {
        Identity identity = device.identity();
        return identity != null && key.equals(PublicKey.of(identity.publicKey()));
    }

    /** Adds a peer that is not there yet. */
    public Peer addPeer(PublicKey key) {
        return device.addPeer(key);
    }

    public void removePeer(Peer peer) {
        device.removePeer(peer);
    }

    public void removeAllPeers() {
        peers().forEach(device::removePeer);
    }

    public PublicKey publicKey(Peer peer) {
        return peer.publicKey;
    }

    /** The preshared key itself, zeros if there is none. It must not leave the call. */
    public Secret presharedKey(Peer peer) {
        return peer.presharedKey();
    }

    /** Sets the preshared key, which the device owns from now on; zeros unset it. It counts from the next handshake. */
    public void setPresharedKey(Peer peer, Secret key) {
        peer.setPresharedKey(key);
    }

    public Optional<Endpoint> endpoint(Peer peer) {
        return Optional.ofNullable(peer.endpoint).map(PeerEndpoint::toEndpoint);
    }

    public void setEndpoint(Peer peer, Endpoint endpoint) {
        boolean wasUnknown = peer.endpoint == null;
        device.setEndpoint(peer, PeerEndpoint.of(endpoint));
        if (wasUnknown) {
            device.keepAlive(peer);
        }
    }

    /** Seconds, 0 if it is off. */
    public int persistentKeepalive(Peer peer) {
        return peer.persistentKeepaliveSeconds();
    }

    /** Sets the interval, 0 to 65,535 seconds; switching it on sends one at once. */
    public void setPersistentKeepalive(Peer peer, int seconds) {
        boolean wasOff = peer.persistentKeepaliveSeconds() == 0;
        peer.setPersistentKeepaliveSeconds(seconds);
        if (wasOff) {
            device.keepAlive(peer);
        }
    }

    /** Forgets the latest timestamp of a peer's initiations: its clock was ahead and has been put right. */
    public void forgetTimestamp(Peer peer) {
        peer.latestTimestamp = new byte[Tai64n.BYTES];
    }

    /** The changes to a peer are made: what waited for an endpoint goes out. */
    public void applied(Peer peer) {
        if (device.isUp() && !peer.removed && !peer.staged.isEmpty()) {
            device.request(peer, Peer.FLUSH);
        }
    }

    public List<Prefix> allowedIps(Peer peer) {
        return device.allowedIps().prefixes(peer.prefixes);
    }

    /** Gives a prefix to a peer, from whoever had it. */
    public void addAllowedIp(Peer peer, Prefix prefix) {
        Peer before = device.allowedIps().put(prefix, peer.prefixes);
        if (before != null) {
            device.events().prefixMoved(prefix, before, peer);
        }
    }

    /** Takes a prefix from a peer, if it has it. */
    public void removeAllowedIp(Peer peer, Prefix prefix) {
        device.allowedIps().remove(prefix, peer.prefixes);
    }

    public void removeAllAllowedIps(Peer peer) {
        device.allowedIps().removeAll(peer.prefixes);
    }

    /** The Unix time of the last handshake in nanoseconds, 0 if there was none. */
    public long lastHandshake(Peer peer) {
        return peer.lastHandshakeUnixNanos;
    }

    /** What was dropped of this peer: the reasons that occurred. */
    public Map<DropReason, Long> drops(Peer peer) {
        return peer.drops.snapshot();
    }

    /** What was dropped in all. */
    public Map<DropReason, Long> drops() {
        return device.drops().snapshot();
    }

    /** How many prefixes moved from one peer to another. */
    public long prefixMoves() {
        return device.events().prefixMoves();
    }

    public long receivedBytes(Peer peer) {
        return peer.receivedBytes.get();
    }

    public long sentBytes(Peer peer) {
        return peer.sentBytes.get();
    }
}
