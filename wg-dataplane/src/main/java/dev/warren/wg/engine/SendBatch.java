package dev.warren.wg.engine;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.wg.crypto.Aead;
import dev.warren.wg.noise.Messages;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Transport messages to one peer, encrypted end to end in one buffer, to be sent as one train: all of one size but the last,
 * which may be shorter. {@link #reserve} says where the packet goes, {@link #commit} encrypts it there. One thread's.
 */
final class SendBatch {
    /** The largest UDP datagram over IPv4, and so the largest train. */
    static final int LARGEST = 65_507;

    static final int MOST = 64;

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

    /** Pads and encrypts the packet of this length, which now stands at the reserved place; 0 is a keepalive. */
    void commit(int length) {
        Keypair with = keypair;
        if (with == null) {
            throw new IllegalStateException("nothing was reserved");
        }
        int padded = lastSize - Messages.KEEPALIVE_BYTES;
        long packet = (long) used + Messages.TRANSPORT_PACKET;
        for (int i = length; i < padded; i++) {
            slab.set(java.lang.foreign.ValueLayout.JAVA_BYTE, packet + i, (byte) 0);
        }
        long counter = with.nextCounter();
        slab.set(NativeMemory.INT, used, Messages.TRANSPORT);
        slab.set(NativeMemory.INT, used + Messages.TRANSPORT_RECEIVER, with.remoteIndex);
        slab.set(NativeMemory.LONG, used + Messages.TRANSPORT_COUNTER, counter);
        aead.seal(with.keys.send(), counter, slab, packet, padded);
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
}
