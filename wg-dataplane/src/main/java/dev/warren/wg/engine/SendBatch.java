package dev.warren.wg.engine;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.wg.crypto.Aead;
import dev.warren.wg.crypto.Train;
import dev.warren.wg.noise.Messages;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * Transport messages to one peer, end to end in one buffer, to be encrypted and sent as one train: all of one size but the last,
 * which may be shorter. {@link #reserve} says where a packet goes, {@link #commit} takes it in. One thread's.
 */
final class SendBatch {
    /** The largest UDP datagram over IPv4, and so the largest train. */
    static final int LARGEST = 65_507;

    static final int MOST = Train.MOST;

    private final MemorySegment slab = NativeMemory.allocateForever(LARGEST + 64);
    private final Device device;
    private final Aead aead;
    private final Transmitter transmitter;

    private @Nullable Keypair keypair;
    private @Nullable PeerEndpoint endpoint;
    private int used;
    private int count;
    private int segmentSize;
    private int lastSize;
    private int trafficClass;
    private boolean data;
    private long now;

    SendBatch(Device device, Aead aead, Transmitter transmitter) {
        this.device = device;
        this.aead = aead;
        this.transmitter = transmitter;
    }

    MemorySegment memory() {
        return slab;
    }

    /** The length of a packet with its padding: to 16 bytes, but not past the MTU. */
    int padded(int length) {
        return Math.max(length, Math.min((length + 15) & -16, device.mtu()));
    }

    /** Where to put a packet of this length; what can't go with it is sent first. At most {@link #largestPacket} bytes. */
    long reserve(Keypair with, PeerEndpoint to, int length, int outerTrafficClass, long time) {
        int size = padded(length) + Messages.KEEPALIVE_BYTES;
        if (count > 0
                && (with != keypair
                        || to != endpoint
                        || outerTrafficClass != trafficClass
                        || size > segmentSize
                        || lastSize < segmentSize
                        || used + size > LARGEST
                        || count == MOST
                        || to.isUnsegmented())) {
            flush();
        }
        if (count == 0) {
            keypair = with;
            endpoint = to;
            trafficClass = outerTrafficClass;
            segmentSize = size;
            data = false;
        }
        now = time;
        lastSize = size;
        return (long) used + Messages.TRANSPORT_PACKET;
    }

    static int largestPacket() {
        return LARGEST - Messages.KEEPALIVE_BYTES - 16;
    }

    /** Pads the packet of this length, which now stands at the reserved place; 0 is a keepalive. */
    void commit(int length) {
        long packet = (long) used + Messages.TRANSPORT_PACKET;
        for (int i = length; i < lastSize - Messages.KEEPALIVE_BYTES; i++) {
            slab.set(ValueLayout.JAVA_BYTE, packet + i, (byte) 0);
        }
        used += lastSize;
        count++;
        data |= length > 0;
    }

    /** Sends what is there. */
    void flush() {
        Keypair with = keypair;
        PeerEndpoint to = endpoint;
        if (count == 0 || with == null || to == null) {
            return;
        }
        Peer peer = with.peer;
        encrypt(with);
        transmitter.transmit(to, slab, 0, used, segmentSize, trafficClass);
        peer.sentBytes.addAndGet(used);
        peer.timers.anyAuthenticatedPacketTraversal(now);
        peer.timers.anyAuthenticatedPacketSent();
        if (data) {
            peer.timers.dataSent(now);
        }
        if (with.isStaleForSending(now, device.timers())) {
            device.request(peer, Peer.INITIATE);
        }
        used = 0;
        count = 0;
        keypair = null;
        endpoint = null;
    }

    private void encrypt(Keypair with) {
        long first = with.nextCounters(count);
        for (int i = 0; i < count; i++) {
            long message = (long) segmentSize * i;
            slab.set(NativeMemory.INT, message, Messages.TRANSPORT);
            slab.set(NativeMemory.INT, message + Messages.TRANSPORT_RECEIVER, with.remoteIndex);
            slab.set(NativeMemory.LONG, message + Messages.TRANSPORT_COUNTER, first + i);
        }
        int alike = lastSize == segmentSize ? count : count - 1;
        int length = segmentSize - Messages.KEEPALIVE_BYTES;
        aead.seal(with.keys.send(), first, new Train(slab, Messages.TRANSPORT_PACKET, length, segmentSize, alike));
        if (alike < count) {
            long last = (long) used - lastSize + Messages.TRANSPORT_PACKET;
            aead.seal(with.keys.send(), first + alike, slab, last, lastSize - Messages.KEEPALIVE_BYTES);
        }
    }
}
