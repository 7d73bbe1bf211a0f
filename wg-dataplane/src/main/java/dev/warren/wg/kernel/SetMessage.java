package dev.warren.wg.kernel;

import dev.warren.wg.control.DeviceChange;
import dev.warren.wg.control.KeyFile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** One WG_CMD_SET_DEVICE: what is empty stays as it is. The kernel handles its peers in order, and packets see each at once. */
record SetMessage(
        Optional<KeyFile> privateKey,
        OptionalInt listenPort,
        OptionalInt fwmark,
        boolean replacePeers,
        List<SetPeer> peers) {

    /** The settings of a change, without its peers. */
    static SetMessage settings(DeviceChange change) {
        return new SetMessage(
                change.privateKey(), change.listenPort(), change.fwmark(), change.replacePeers(), List.of());
    }

    static SetMessage ofPeers(List<SetPeer> peers) {
        return new SetMessage(Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), false, peers);
    }

    SetMessage withPeers(List<SetPeer> newPeers) {
        return new SetMessage(privateKey, listenPort, fwmark, replacePeers, List.copyOf(newPeers));
    }

    /** True if it would change nothing. */
    boolean isEmpty() {
        return privateKey.isEmpty() && listenPort.isEmpty() && fwmark.isEmpty() && !replacePeers && peers.isEmpty();
    }
}
