package dev.warren.wg.engine;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.net.PublicKey;
import dev.warren.wg.cookie.MacChecker;
import dev.warren.wg.cookie.RateLimiter;
import dev.warren.wg.crypto.Secret;
import dev.warren.wg.noise.Completed;
import dev.warren.wg.noise.HandshakeRefused;
import dev.warren.wg.noise.Identity;
import dev.warren.wg.noise.InitiatorHandshake;
import dev.warren.wg.noise.Messages;
import dev.warren.wg.noise.ResponderHandshake;
import dev.warren.wg.noise.Tai64n;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Begins, answers and completes handshakes. The control thread's, under the device's lock. */
final class Handshakes {
    /** A peer may start this many handshakes a second. */
    private static final long INITIATION_INTERVAL = 1_000_000_000L / 50;

    private static final long FARTHEST_AHEAD = 86_400_000_000_000L;

    /** The year 2025: a clock that says less was never set. */
    private static final long CLOCK_IS_SET = 1_735_689_600_000_000_000L;

    private static final int SOURCES_REMEMBERED = 8_192;
    private static final int AF41 = 0x88;
    private static final byte[] NOTHING = new byte[0];

    private final Device device;
    private final RandomGenerator random;
    private final Transmitter transmitter;
    private final PacketSender sender;
    private final RateLimiter limiter = new RateLimiter(SOURCES_REMEMBERED);
    private final MemorySegment slab = NativeMemory.allocate(256);

    Handshakes(Device device, RandomGenerator random, Transmitter transmitter, PacketSender sender) {
        this.device = device;
        this.random = random;
        this.transmitter = transmitter;
        this.sender = sender;
    }

    /** Sends an initiation, unless one went out less than REKEY_TIMEOUT ago. */
    void initiate(Peer peer, boolean retry, long now, long unixNanos) {
        if (!retry) {
            peer.timers.handshakeWanted();
        }
        Identity identity = device.identity();
        PeerEndpoint to = peer.endpoint;
        if (identity == null
                || to == null
                || (peer.handshakeSent
                        && now - peer.handshakeSentAt < device.timers().rekeyTimeout())) {
            return;
        }
        peer.handshakeSentAt = now;
        peer.handshakeSent = true;
        device.forgetHandshake(peer);
        try {
            InitiatorHandshake handshake = InitiatorHandshake.begin(
                    Messages.identifier(),
                    identity,
                    peer.remoteStatic,
                    peer.staticStatic(identity),
                    freshEphemeral(),
                    Tai64n.of(device.initiationClock().next(unixNanos)));
            IndexTable.Entry entry = device.indexes().add(peer);
            peer.handshake = handshake;
            peer.handshakeEntry = entry;
            byte[] message = message(Messages.INITIATION, Messages.INITIATION_BYTES)
                    .putInt(entry.index)
                    .put(handshake.message())
                    .array();
            sign(peer, message, now);
            send(peer, to, message, now);
            peer.timers.handshakeInitiated(now);
        } catch (HandshakeRefused lowOrder) {
            device.drops().count(DropReason.HANDSHAKE_REFUSED, peer);
        }
    }

    /** Takes a message whose MAC1 was right (or a cookie reply). */
    void consume(HandshakeQueue.Message message, boolean underLoad, long now, long unixNanos) {
        byte[] bytes = message.bytes;
        MacChecker macs = device.macChecker();
        Identity identity = device.identity();
        if (macs == null || identity == null) {
            return;
        }
        if (bytes[0] == Messages.COOKIE_REPLY) {
            consumeCookieReply(bytes, now);
            return;
        }
        if (underLoad) {
            byte[] source = message.from.addressAndPort();
            if (!macs.hasValidMac2(bytes, source, now)) {
                sendRaw(message.from, macs.reply(bytes, source, now), 0);
                device.drops().count(DropReason.RATE_LIMITED);
                return;
            }
            if (!limiter.allow(message.from.addressBytes(), now)) {
                device.drops().count(DropReason.RATE_LIMITED);
                return;
            }
        }
        try {
            if (bytes[0] == Messages.INITIATION) {
                consumeInitiation(identity, bytes, message.from, now, unixNanos);
            } else {
                consumeResponse(identity, bytes, message.from, now, unixNanos);
            }
        } catch (HandshakeRefused refused) {
            device.drops().count(DropReason.HANDSHAKE_REFUSED);
        }
    }

    private void consumeCookieReply(byte[] bytes, long now) {
        IndexTable.Entry entry = device.indexes().get(index(bytes, Messages.COOKIE_RECEIVER));
        if (entry == null) {
            device.drops().count(DropReason.HANDSHAKE_REFUSED);
        } else if (!entry.peer.macs.accept(bytes, now)) {
            device.drops().count(DropReason.HANDSHAKE_REFUSED, entry.peer);
        }
    }

    private void consumeInitiation(Identity identity, byte[] bytes, PeerEndpoint from, long now, long unixNanos)
            throws HandshakeRefused {
        ResponderHandshake handshake = ResponderHandshake.read(
                Messages.identifier(),
                identity,
                Arrays.copyOfRange(bytes, Messages.INITIATION_NOISE, bytes.length - Messages.MACS));
        Peer peer = device.peers().get(PublicKey.of(handshake.remoteStatic()));
        if (peer == null) {
            device.drops().count(DropReason.HANDSHAKE_REFUSED);
            return;
        }
        byte[] timestamp;
        try {
            timestamp = handshake.authenticate(peer.staticStatic(identity));
        } catch (HandshakeRefused refused) {
            device.drops().count(DropReason.HANDSHAKE_REFUSED, peer);
            return;
        }
        if (isTooFarAhead(timestamp, unixNanos)) {
            device.drops().count(DropReason.CLOCK_AHEAD, peer);
            device.events().clockRefused(peer);
            return;
        }
        if (!Tai64n.isAfter(timestamp, peer.latestTimestamp)
                || (peer.consumedInitiation && now - peer.consumedInitiationAt < INITIATION_INTERVAL)) {
            device.drops().count(DropReason.HANDSHAKE_REPLAYED, peer);
            return;
        }
        Completed answer = handshake.answer(freshEphemeral(), peer.presharedKey(), NOTHING);
        peer.latestTimestamp = timestamp;
        peer.consumedInitiation = true;
        peer.consumedInitiationAt = now;
        device.setEndpoint(peer, from);
        received(peer, bytes.length, now);

        IndexTable.Entry entry = device.indexes().add(peer);
        int remoteIndex = index(bytes, Messages.SENDER);
        Keypair keypair = new Keypair(peer, answer.keys(), false, now, entry.index, remoteIndex);
        entry.keypair = keypair;
        peer.slots.installAsResponder(keypair);
        byte[] response = message(Messages.RESPONSE, Messages.RESPONSE_BYTES)
                .putInt(entry.index)
                .putInt(remoteIndex)
                .put(answer.bytes())
                .array();
        sign(peer, response, now);
        peer.handshakeSentAt = now;
        peer.handshakeSent = true;
        send(peer, from, response, now);
        peer.timers.sessionDerived(now);
    }

    /**
     * True if a timestamp would lock its peer out for long once its clock is put right: it is more than a day ahead, which is more than a
     * wrong time zone makes. A machine whose own clock was never set refuses nobody.
     */
    private static boolean isTooFarAhead(byte[] timestamp, long unixNanos) {
        return unixNanos >= CLOCK_IS_SET && Tai64n.isAfter(timestamp, Tai64n.of(unixNanos + FARTHEST_AHEAD));
    }

    private void consumeResponse(Identity identity, byte[] bytes, PeerEndpoint from, long now, long unixNanos)
            throws HandshakeRefused {
        IndexTable.Entry entry = device.indexes().get(index(bytes, Messages.RESPONSE_RECEIVER));
        InitiatorHandshake handshake = entry == null ? null : entry.peer.handshake;
        if (entry == null || handshake == null || entry.peer.handshakeEntry != entry) {
            device.drops().count(DropReason.HANDSHAKE_REFUSED);
            return;
        }
        Peer peer = entry.peer;
        byte[] noise = Arrays.copyOfRange(bytes, Messages.RESPONSE_NOISE, bytes.length - Messages.MACS);
        Completed completed;
        try {
            completed = handshake.complete(noise, identity, peer.presharedKey());
        } catch (HandshakeRefused refused) {
            device.drops().count(DropReason.HANDSHAKE_REFUSED, peer);
            return;
        }
        peer.handshake = null;
        peer.handshakeEntry = null;
        device.setEndpoint(peer, from);
        received(peer, bytes.length, now);
        Keypair keypair = new Keypair(peer, completed.keys(), true, now, entry.index, index(bytes, Messages.SENDER));
        entry.keypair = keypair;
        peer.slots.installAsInitiator(keypair);
        peer.timers.sessionDerived(now);
        complete(peer, unixNanos);
        sender.sendKeepalive(peer, now);
    }

    /** The handshake is known to have succeeded on both sides. */
    void complete(Peer peer, long unixNanos) {
        peer.timers.handshakeComplete();
        peer.lastHandshakeUnixNanos = unixNanos;
        device.events().handshakeCompleted(peer, unixNanos);
    }

    private void received(Peer peer, int bytes, long now) {
        peer.receivedBytes.addAndGet(bytes);
        peer.timers.anyAuthenticatedPacketReceived();
        peer.timers.anyAuthenticatedPacketTraversal(now);
    }

    private void sign(Peer peer, byte[] message, long now) {
        peer.macs.sign(message, now);
    }

    private void send(Peer peer, PeerEndpoint to, byte[] message, long now) {
        peer.sentBytes.addAndGet(message.length);
        peer.timers.anyAuthenticatedPacketTraversal(now);
        peer.timers.anyAuthenticatedPacketSent();
        sendRaw(to, message, AF41);
    }

    private void sendRaw(PeerEndpoint to, byte[] message, int trafficClass) {
        MemorySegment.copy(message, 0, slab, ValueLayout.JAVA_BYTE, 0, message.length);
        transmitter.transmit(to, slab, 0, message.length, message.length, trafficClass);
    }

    private Secret freshEphemeral() {
        byte[] bytes = new byte[Secret.BYTES];
        random.nextBytes(bytes);
        return Secret.consuming(bytes);
    }

    private static ByteBuffer message(int type, int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN).putInt(type);
    }

    private static int index(byte[] message, int at) {
        return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
    }
}
