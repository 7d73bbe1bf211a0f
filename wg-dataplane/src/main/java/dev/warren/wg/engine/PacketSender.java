package dev.warren.wg.engine;

import dev.warren.wg.crypto.Aead;
import dev.warren.wg.packet.Ecn;
import dev.warren.wg.packet.IpHeader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Sends staged packets and keepalives of a peer. One for each path that sends, on its thread. */
final class PacketSender {
    private final Device device;
    final SendBatch batch;

    PacketSender(Device device, Aead aead, Transmitter transmitter) {
        this.device = device;
        batch = new SendBatch(device, aead, transmitter);
    }

    /** The keypair to encrypt with, or null if there is none. */
    @Nullable
    Keypair usable(Peer peer, long now) {
        Keypair current = peer.slots.current();
        return current != null && current.canSend(now, device.timers()) ? current : null;
    }

    /** Sends what waits for a session, if there is one; otherwise asks for one. */
    void sendStaged(Peer peer, long now) {
        if (peer.staged.isEmpty()) {
            return;
        }
        Keypair keypair = usable(peer, now);
        PeerEndpoint to = peer.endpoint;
        if (keypair == null || to == null) {
            device.request(peer, Peer.INITIATE);
            return;
        }
        ArrayDeque<byte[]> packets = peer.staged.takeAll();
        if (packets == null) {
            return;
        }
        for (byte[] packet : packets) {
            MemorySegment view = MemorySegment.ofArray(packet);
            int outer = Ecn.encapsulate(IpHeader.trafficClass(view, 0));
            long at = batch.reserve(keypair, to, packet.length, outer, now);
            MemorySegment.copy(packet, 0, batch.memory(), ValueLayout.JAVA_BYTE, at, packet.length);
            batch.commit(packet.length);
        }
    }

    /** Sends what is staged, or a keepalive if nothing is; without a session, asks for one. */
    void sendKeepalive(Peer peer, long now) {
        if (!peer.staged.isEmpty()) {
            sendStaged(peer, now);
            return;
        }
        Keypair keypair = usable(peer, now);
        PeerEndpoint to = peer.endpoint;
        if (keypair == null || to == null) {
            device.request(peer, Peer.INITIATE);
            return;
        }
        batch.reserve(keypair, to, 0, 0, now);
        batch.commit(0);
    }
}
