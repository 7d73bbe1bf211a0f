package dev.warren.wg.engine;

import dev.warren.net.PublicKey;
import dev.warren.wg.allowedips.PrefixOwner;
import dev.warren.wg.cookie.MacMaker;
import dev.warren.wg.crypto.Secret;
import dev.warren.wg.noise.Identity;
import dev.warren.wg.noise.InitiatorHandshake;
import dev.warren.wg.noise.Tai64n;
import dev.warren.wg.timers.Deadline;
import dev.warren.wg.timers.PeerTimers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A peer. The volatile and atomic parts are for all threads; the handshake's parts are under the device's lock.
 */
public final class Peer {
    /** Requests to the control path. */
    static final int INITIATE = 1;

    static final int FLUSH = 2;
    static final int CONFIRMED = 4;
    static final int KEEPALIVE = 8;
    static final int TIMERS = 16;

    private static final Secret NO_PRESHARED_KEY = new Secret();

    final PublicKey publicKey;
    final byte[] remoteStatic;
    final PrefixOwner<Peer> prefixes = new PrefixOwner<>(this);
    final PeerTimers timers;
    final Deadline<Peer> deadline = new Deadline<>(this);
    final KeySlots slots;
    final StagedPackets staged = new StagedPackets();
    final AtomicInteger requests = new AtomicInteger();
    final AtomicLong receivedBytes = new AtomicLong();
    final AtomicLong sentBytes = new AtomicLong();
    final MacMaker macs;
    final PeerDrops drops = new PeerDrops();

    volatile @Nullable PeerEndpoint endpoint;
    volatile boolean removed;
    volatile boolean handshakeSent;
    volatile long handshakeSentAt;

    private Secret presharedKey = NO_PRESHARED_KEY;
    private @Nullable Secret staticStatic;

    @Nullable
    InitiatorHandshake handshake;

    IndexTable.@Nullable Entry handshakeEntry;
    byte[] latestTimestamp = new byte[Tai64n.BYTES];
    boolean consumedInitiation;
    long consumedInitiationAt;
    volatile long lastHandshakeUnixNanos;
    private int persistentKeepaliveSeconds;

    Peer(PublicKey publicKey, PeerTimers timers, java.util.function.Consumer<Keypair> graveyard) {
        this.publicKey = publicKey;
        this.remoteStatic = publicKey.toBytes();
        this.timers = timers;
        this.slots = new KeySlots(graveyard);
        this.macs = new MacMaker(remoteStatic);
    }

    Secret presharedKey() {
        return presharedKey;
    }

    void setPresharedKey(Secret key) {
        presharedKey.wipe();
        presharedKey = key;
    }

    int persistentKeepaliveSeconds() {
        return persistentKeepaliveSeconds;
    }

    void setPersistentKeepaliveSeconds(int seconds) {
        persistentKeepaliveSeconds = seconds;
        timers.setPersistentKeepalive(seconds * 1_000_000_000L);
    }

    /** The shared secret of the two static keys, made when it is first needed: idle peers don't cost its time and memory. */
    Secret staticStatic(Identity own) {
        Secret made = staticStatic;
        if (made == null) {
            made = own.agree(remoteStatic);
            staticStatic = made;
        }
        return made;
    }

    /** The device's static key changed. */
    void forgetStaticStatic() {
        if (staticStatic != null) {
            staticStatic.wipe();
        }
        staticStatic = null;
    }

    void wipe() {
        presharedKey.wipe();
        forgetStaticStatic();
        forgetHandshake();
    }

    /** Wipes a handshake that waits for its response; the index is the caller's to remove. */
    void forgetHandshake() {
        InitiatorHandshake pending = handshake;
        if (pending != null) {
            pending.wipe();
        }
        handshake = null;
    }
}
