package dev.warren.wg.engine;

import dev.warren.wg.crypto.Aead;
import dev.warren.wg.packet.Ecn;
import dev.warren.wg.packet.GsoSplitter;
import dev.warren.wg.packet.IpHeader;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** From the interface to the network: packets are split, looked up, encrypted and sent in trains. One thread's. */
public final class OutboundPath {
    private final Device device;
    private final PacketSender sender;
    private final SendBatch batch;
    private final GsoSplitter splitter = new GsoSplitter();
    private final Unreachable unreachable;

    OutboundPath(Device device, Aead aead, Transmitter transmitter, Unreachable unreachable) {
        this.device = device;
        this.unreachable = unreachable;
        sender = new PacketSender(device, aead, transmitter);
        batch = sender.batch;
    }

    /**
     * Takes what was read from the interface: a virtio_net_hdr and a packet or super-packet.
     *
     * @param now the time in nanoseconds, on the clock of the device
     */
    public void packet(MemorySegment memory, long at, int length, long now) {
        if (!splitter.begin(memory, at, length)) {
            device.drops().count(DropReason.NOT_IP);
            return;
        }
        long packet = splitter.packet();
        Peer peer = lookup(memory, packet);
        if (peer == null) {
            device.drops().count(DropReason.NO_PEER);
            unreachable.noPeer(memory, packet, splitter.length(0), now);
            return;
        }
        PeerEndpoint endpoint = peer.endpoint;
        if (endpoint == null) {
            device.drops().count(DropReason.NO_ENDPOINT, peer);
            unreachable.noEndpoint(memory, packet, splitter.length(0), now);
            return;
        }
        Keypair keypair = sender.usable(peer, now);
        if (keypair == null) {
            stage(peer, now);
        } else {
            sender.sendStaged(peer, now);
            send(memory, packet, keypair, endpoint, now);
        }
    }

    private void send(MemorySegment memory, long packet, Keypair keypair, PeerEndpoint endpoint, long now) {
        int outer = Ecn.encapsulate(IpHeader.trafficClass(memory, packet));
        for (int i = 0; i < splitter.count(); i++) {
            int length = splitter.length(i);
            if (length > SendBatch.largestPacket()) {
                device.drops().count(DropReason.MALFORMED, keypair.peer);
                return;
            }
            splitter.write(i, batch.memory(), batch.reserve(keypair, endpoint, length, outer, now));
            batch.commit(length);
        }
    }

    private void stage(Peer peer, long now) {
        for (int i = 0; i < splitter.count(); i++) {
            int length = splitter.length(i);
            MemorySegment copy = MemorySegment.ofArray(new byte[length]);
            splitter.write(i, copy, 0);
            if (!peer.staged.add(copy, 0, length)) {
                device.drops().count(DropReason.STAGED_TOO_MANY, peer);
            }
        }
        device.requestHandshake(peer, now);
    }

    private @Nullable Peer lookup(MemorySegment memory, long packet) {
        return IpHeader.version(memory, packet) == 4
                ? device.allowedIps().lookupV4(IpHeader.destinationV4(memory, packet))
                : device.allowedIps()
                        .lookupV6(
                                IpHeader.destinationV6High(memory, packet), IpHeader.destinationV6Low(memory, packet));
    }

    /** Sends what is left of the batch: nothing more is ready on the interface. */
    public void flush() {
        batch.flush();
    }
}
