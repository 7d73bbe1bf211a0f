package dev.warren.router.tunnel;

import dev.warren.net.Endpoint;
import dev.warren.net.PublicKey;
import dev.warren.topology.plan.NodePlan;
import dev.warren.topology.plan.PeerPlan;
import dev.warren.topology.plan.TunnelPlan;
import dev.warren.wg.control.DeviceChange;
import dev.warren.wg.control.DeviceState;
import dev.warren.wg.control.KeyFile;
import dev.warren.wg.control.PeerChange;
import dev.warren.wg.control.PeerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of a WireGuard device isn't as planned. AllowedIPs are not looked at.
 *
 * @param change makes it so; it also holds the preshared keys that are written anyway
 * @param repairs how many parts are wrong: the device itself, and each peer
 * @param strangers the peers that are removed because nobody planned them
 */
record DeviceRepair(DeviceChange change, int repairs, List<PublicKey> strangers) {
    /**
     * Compares.
     *
     * @param rewritePresharedKeys true where the present ones aren't known: they can't be read
     * @param now the time of day, which handshakes are told in
     */
    static DeviceRepair of(NodePlan node, DeviceState present, boolean rewritePresharedKeys, Instant now) {
        TunnelPlan plan = node.tunnel();
        List<PeerChange> peers = new ArrayList<>();
        Map<PublicKey, PeerState> strangers = new LinkedHashMap<>();
        present.peers().forEach(peer -> strangers.put(peer.key(), peer));
        int repairs = 0;
        for (PeerPlan peer : plan.peers()) {
            Optional<PeerState> state = Optional.ofNullable(strangers.remove(peer.publicKey()));
            Optional<Endpoint> endpoint =
                    peer.endpoint().filter(planned -> state.isEmpty() || isLost(state.get(), planned, now));
            boolean asPlanned = endpoint.isEmpty() && isAsPlanned(peer, state);
            repairs += asPlanned ? 0 : 1;
            if (rewritePresharedKeys || !asPlanned) {
                peers.add(change(peer, endpoint));
            }
        }
        for (PublicKey stranger : strangers.keySet()) {
            peers.add(PeerChange.removal(stranger));
            repairs++;
        }
        boolean hasKey = present.publicKey().equals(Optional.of(plan.publicKey()));
        OptionalInt listenPort = unless(present.listenPort(), plan.listenPort());
        OptionalInt fwmark = unless(present.fwmark(), node.overlay().fwmark());
        repairs += hasKey && listenPort.isEmpty() && fwmark.isEmpty() ? 0 : 1;
        DeviceChange change = new DeviceChange(
                hasKey ? Optional.empty() : Optional.of(new KeyFile(plan.privateKeyFile())),
                listenPort,
                fwmark,
                false,
                peers);
        return new DeviceRepair(change, repairs, List.copyOf(strangers.keySet()));
    }

    /** True if there is nothing to write. */
    boolean isNothing() {
        return repairs == 0 && change.peers().isEmpty();
    }

    /** What is wanted, unless it is so: port and mark of an interface from another namespace may be refused even if they are the same. */
    private static OptionalInt unless(int present, int wanted) {
        return present == wanted ? OptionalInt.empty() : OptionalInt.of(wanted);
    }

    /**
     * True if a peer is elsewhere than planned and not heard of: it may roam, but where no session is left, it is looked for where the
     * topology says that it is, which somebody may have changed.
     */
    private static boolean isLost(PeerState state, Endpoint planned, Instant now) {
        boolean session = state.lastHandshake()
                .filter(at -> Duration.between(at, now).compareTo(PeerState.SESSION_LIFETIME) < 0)
                .isPresent();
        return !session && !state.endpoint().equals(Optional.of(planned));
    }

    private static boolean isAsPlanned(PeerPlan peer, Optional<PeerState> state) {
        return state.isPresent()
                && state.get().persistentKeepalive() == peer.ownKeepalive()
                && state.get().hasPresharedKey() == peer.presharedKeyFile().isPresent();
    }

    private static PeerChange change(PeerPlan peer, Optional<Endpoint> endpoint) {
        PeerChange.Builder change = PeerChange.of(peer.publicKey()).persistentKeepalive(peer.ownKeepalive());
        peer.presharedKeyFile().map(KeyFile::new).ifPresentOrElse(change::presharedKey, change::noPresharedKey);
        endpoint.ifPresent(change::endpoint);
        return change.build();
    }
}
