package dev.warren.wg.uapi;

import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.control.ChangeSteps;
import dev.warren.wg.control.DeviceChange;
import dev.warren.wg.control.KeyFile;
import dev.warren.wg.control.PeerChange;
import dev.warren.wg.control.PresharedKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The set operations of a change, in three groups that are made one after another; each operation has a bounded number of
 * lines. Pure.
 *
 * @param additions settings, new peers, added prefixes
 * @param steps the change's steps, with the removed prefixes
 * @param peerRemovals peers that are removed
 */
record SetPlan(List<List<UapiLine>> additions, ChangeSteps steps, List<List<UapiLine>> peerRemovals) {

    private static final String NO_KEY = "0".repeat(2 * PublicKey.BYTES);

    static SetPlan of(DeviceChange change) {
        ChangeSteps steps = ChangeSteps.of(change);
        OperationSplitter additions = new OperationSplitter();
        settings(change, additions);
        steps.additions().forEach(peer -> additions(peer, additions));
        OperationSplitter peerRemovals = new OperationSplitter();
        for (PublicKey key : steps.peerRemovals()) {
            peerRemovals.peer(key, false);
            peerRemovals.line("remove", "true");
        }
        return new SetPlan(additions.operations(), steps, peerRemovals.operations());
    }

    private static void settings(DeviceChange change, OperationSplitter to) {
        change.privateKey().ifPresent(file -> to.secret("private_key", file));
        change.listenPort().ifPresent(port -> to.line("listen_port", Integer.toString(port)));
        change.fwmark().ifPresent(mark -> to.line("fwmark", Integer.toUnsignedString(mark)));
        if (change.replacePeers()) {
            to.line("replace_peers", "true");
        }
    }

    private static void additions(PeerChange peer, OperationSplitter to) {
        to.peer(peer.key(), peer.updateOnly());
        peer.presharedKey().ifPresent(key -> {
            switch (key) {
                case PresharedKey.InFile(KeyFile file) -> to.secret("preshared_key", file);
                case PresharedKey.None() -> to.line("preshared_key", NO_KEY);
            }
        });
        peer.endpoint().ifPresent(endpoint -> to.line("endpoint", endpoint.toString()));
        peer.persistentKeepalive()
                .ifPresent(seconds -> to.line("persistent_keepalive_interval", Integer.toString(seconds)));
        peer.addAllowedIps().forEach(prefix -> to.line("allowed_ip", prefix.toString()));
    }

    /** Removals as the protocol has them since 2025: {@code allowed_ip=-PREFIX}. */
    List<List<UapiLine>> directRemovals() {
        OperationSplitter to = new OperationSplitter();
        steps.prefixRemovals().forEach((key, prefixes) -> {
            to.peer(key, true);
            prefixes.forEach(prefix -> to.line("allowed_ip", "-" + prefix));
        });
        return to.operations();
    }

    /**
     * Removals for devices without that: each operation moves prefixes to a dummy peer and removes it, and the prefixes with it.
     *
     * @param dummy a key that no peer has
     * @param prefixes what the peers to lose it still have
     */
    static List<List<UapiLine>> dummyRemovals(PublicKey dummy, Collection<Prefix> prefixes) {
        List<List<UapiLine>> operations = new ArrayList<>();
        List<Prefix> all = List.copyOf(prefixes);
        for (int from = 0; from < all.size(); from += OperationSplitter.LINES_AT_MOST) {
            List<UapiLine> lines = new ArrayList<>();
            lines.add(new UapiLine.Plain("public_key", dummy.toHex()));
            for (Prefix prefix : all.subList(from, Math.min(all.size(), from + OperationSplitter.LINES_AT_MOST))) {
                lines.add(new UapiLine.Plain("allowed_ip", prefix.toString()));
            }
            lines.addAll(removal(dummy));
            operations.add(lines);
        }
        return operations;
    }

    /** Removes one peer. */
    static List<UapiLine> removal(PublicKey key) {
        return List.of(new UapiLine.Plain("public_key", key.toHex()), new UapiLine.Plain("remove", "true"));
    }
}
