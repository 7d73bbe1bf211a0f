package dev.warren.wg.kernel;

import dev.warren.net.Prefix;
import dev.warren.wg.control.DeviceState;
import dev.warren.wg.control.PeerState;
import java.util.ArrayList;
import java.util.List;

/** Joins the parts of a dump: a peer that goes on in the next message is one peer. Pure. */
final class StateCollector {
    private final List<PeerState> peers = new ArrayList<>();
    /** The parts of the last peer seen: the first has all of it but the prefixes of the others. */
    private final List<PeerState> last = new ArrayList<>();

    private StateCollector() {}

    /** The state that the parts of one dump, in their order, make together. */
    static DeviceState collect(List<DevicePart> parts) {
        StateCollector collector = new StateCollector();
        parts.forEach(part -> part.peers().forEach(collector::add));
        collector.endPeer();
        DevicePart own = parts.getFirst();
        return new DeviceState(own.publicKey(), own.listenPort(), own.fwmark(), collector.peers);
    }

    private void add(PeerState peer) {
        if (!last.isEmpty() && !last.getFirst().key().equals(peer.key())) {
            endPeer();
        }
        last.add(peer);
    }

    private void endPeer() {
        if (!last.isEmpty()) {
            peers.add(last.size() == 1 ? last.getFirst() : joined());
            last.clear();
        }
    }

    private PeerState joined() {
        PeerState first = last.getFirst();
        List<Prefix> allowedIps = new ArrayList<>();
        last.forEach(part -> allowedIps.addAll(part.allowedIps()));
        return new PeerState(
                first.key(),
                first.endpoint(),
                first.lastHandshake(),
                first.rxBytes(),
                first.txBytes(),
                first.persistentKeepalive(),
                first.hasPresharedKey(),
                allowedIps);
    }
}
