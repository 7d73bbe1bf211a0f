package dev.warren.wg.engine;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.net.IpFamily;
import dev.warren.wg.cookie.MacChecker;
import dev.warren.wg.crypto.Aead;
import dev.warren.wg.crypto.Train;
import dev.warren.wg.noise.Messages;
import dev.warren.wg.packet.Ecn;
import dev.warren.wg.packet.IpHeader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * From the network to the interface: datagrams are decrypted, checked and handed on; handshake messages with a right MAC1 go to
 * the control path's queue. It outlives every datagram. One thread's.
 */
public final class InboundPath {
    private final Device device;
    private final Aead aead;
    private final PacketSink sink;
    private final SourceMeter sources;
    private final TransportRun transports = new TransportRun();
    private final FloodGuard guard;

    private @Nullable Keypair run;
    private long runBytes;
    private boolean runHasData;

    InboundPath(Device device, Aead aead, PacketSink sink, FloodGuard guard) {
        this.guard = guard;
        this.device = device;
        this.aead = aead;
        this.sink = sink;
        sources = new SourceMeter(device.randomSeed());
    }

    /**
     * Takes a train of datagrams of one size, the last one shorter or as long, from one sender. Decryption is in place; what is
     * handed to the sink stays there until {@link #flush}.
     */
    public void datagrams(Arrival from, MemorySegment memory, long at, int length, int segmentSize, long now) {
        if (length == 0 || segmentSize <= 0) {
            device.drops().count(DropReason.MALFORMED);
            return;
        }
        try {
            int offset = 0;
            while (offset < length) {
                int size = Math.min(segmentSize, length - offset);
                offset += size * take(from, memory, at + offset, length - offset, size, now);
            }
        } finally {
            endRun(now);
        }
    }

    /** Hands on what was joined: the batch is over and its memory will be used again. */
    public void flush() {
        sink.flush();
    }

    /** Takes the datagram of this length at {@code at}, and those after it that go with it; returns how many. */
    private int take(Arrival from, MemorySegment memory, long at, int available, int length, long now) {
        int type = length < 4 ? 0 : memory.get(NativeMemory.INT, at);
        if (type == Messages.TRANSPORT && length >= Messages.KEEPALIVE_BYTES) {
            transports.gather(memory, at, available, length);
            transport(from, memory, at, length, now);
            return transports.count;
        }
        if ((type == Messages.INITIATION && length == Messages.INITIATION_BYTES)
                || (type == Messages.RESPONSE && length == Messages.RESPONSE_BYTES)
                || (type == Messages.COOKIE_REPLY && length == Messages.COOKIE_REPLY_BYTES)) {
            handshake(from, memory, at, length, type, now);
        } else {
            device.drops().count(DropReason.MALFORMED);
        }
        return 1;
    }

    private void handshake(Arrival from, MemorySegment memory, long at, int length, int type, long now) {
        if (sources.isBusy(from, now) && (device.handshakes().isClosedToBusySources() || !sources.mayPass(now))) {
            device.handshakes().refused();
            guard.keepOut(from.family, from.family == IpFamily.V4 ? from.low : from.high, now);
            device.drops().count(DropReason.HANDSHAKES_QUEUE_FULL);
            return;
        }
        byte[] message = new byte[length];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, message, 0, length);
        MacChecker macs = device.macChecker();
        if (macs == null || (type != Messages.COOKIE_REPLY && !macs.hasValidMac1(message))) {
            device.drops().count(DropReason.WRONG_MAC);
        } else if (type != Messages.INITIATION && !isExpected(memory, at, type)) {
            device.drops().count(DropReason.HANDSHAKE_REFUSED);
        } else if (!device.handshakes()
                .offer(new HandshakeQueue.Message(message, PeerEndpoint.of(from), sources.isCalm(from, now)))) {
            device.drops().count(DropReason.HANDSHAKES_QUEUE_FULL);
        } else {
            device.wakeControl();
        }
    }

    /** True if the message answers an index of ours: cookie replies prove nothing else, and anyone can fill a queue. */
    private boolean isExpected(MemorySegment memory, long at, int type) {
        int receiver = type == Messages.RESPONSE ? Messages.RESPONSE_RECEIVER : Messages.COOKIE_RECEIVER;
        return device.indexes().get(memory.get(NativeMemory.INT, at + receiver)) != null;
    }

    /** Decrypts the gathered messages, of this length each. */
    private void transport(Arrival from, MemorySegment memory, long at, int length, long now) {
        IndexTable.Entry entry = device.indexes().get(transports.receiver);
        Keypair keypair = entry == null ? null : entry.keypair;
        if (keypair == null || !keypair.canReceive(now, device.timers())) {
            for (int i = 0; i < transports.count; i++) {
                dropWithoutSession(entry);
            }
            return;
        }
        long packet = at + Messages.TRANSPORT_PACKET;
        int plain = length - Messages.KEEPALIVE_BYTES;
        Train train = new Train(memory, packet, plain, length, transports.count);
        long authentic = aead.open(keypair.keys.receive(), transports.counters, train);
        long fresh = keypair.replay.accept(transports.counters, authentic);
        for (int i = 0; i < transports.count; i++) {
            if ((authentic >>> i & 1) == 0) {
                device.drops().count(DropReason.NOT_AUTHENTIC, keypair.peer);
            } else if ((fresh >>> i & 1) == 0) {
                device.drops().count(DropReason.REPLAYED, keypair.peer);
            } else {
                accept(keypair, from, memory, packet + (long) i * length, plain, now);
            }
        }
    }

    private void accept(Keypair keypair, Arrival from, MemorySegment memory, long packet, int plain, long now) {
        if (keypair != run) {
            endRun(now);
            beginRun(keypair, from);
        }
        runBytes += plain + Messages.KEEPALIVE_BYTES;
        if (plain > 0) {
            runHasData = true;
            deliver(keypair.peer, memory, packet, plain, from.trafficClass);
        }
    }

    private void dropWithoutSession(IndexTable.@Nullable Entry entry) {
        if (entry == null) {
            device.drops().count(DropReason.NO_SESSION);
        } else {
            device.drops().count(DropReason.NO_SESSION, entry.peer);
        }
    }

    private void deliver(Peer peer, MemorySegment memory, long packet, int available, int outerTrafficClass) {
        int length = IpHeader.packetLength(memory, packet, available);
        if (length < 0) {
            device.drops().count(DropReason.NOT_IP, peer);
        } else if (owner(memory, packet) != peer) {
            device.drops().count(DropReason.WRONG_SOURCE, peer);
        } else if (!Ecn.decapsulate(memory, packet, outerTrafficClass)) {
            device.drops().count(DropReason.CONGESTION, peer);
        } else {
            sink.packet(memory, packet, length);
        }
    }

    private @Nullable Peer owner(MemorySegment memory, long packet) {
        return IpHeader.version(memory, packet) == 4
                ? device.allowedIps().lookupV4(IpHeader.sourceV4(memory, packet))
                : device.allowedIps()
                        .lookupV6(IpHeader.sourceV6High(memory, packet), IpHeader.sourceV6Low(memory, packet));
    }

    /** The first authentic packet of a keypair in a train: the peer is there, at this address, with these keys. */
    private void beginRun(Keypair keypair, Arrival from) {
        run = keypair;
        Peer peer = keypair.peer;
        PeerEndpoint known = peer.endpoint;
        if (known == null || !known.matches(from)) {
            device.setEndpoint(peer, PeerEndpoint.of(from));
        }
        if (peer.slots.promote(keypair)) {
            device.request(peer, Peer.CONFIRMED | Peer.FLUSH);
        }
    }

    private void endRun(long now) {
        Keypair keypair = run;
        if (keypair == null) {
            return;
        }
        Peer peer = keypair.peer;
        peer.receivedBytes.addAndGet(runBytes);
        peer.timers.anyAuthenticatedPacketReceived();
        peer.timers.anyAuthenticatedPacketTraversal(now);
        if (runHasData) {
            peer.timers.dataReceived(now);
        }
        if (keypair == peer.slots.current()
                && keypair.isStaleForReceiving(now, device.timers())
                && peer.timers.claimLastMinuteHandshake()) {
            device.request(peer, Peer.INITIATE);
        }
        run = null;
        runBytes = 0;
        runHasData = false;
    }
}
