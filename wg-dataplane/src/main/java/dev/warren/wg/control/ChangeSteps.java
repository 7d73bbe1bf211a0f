package dev.warren.wg.control;

import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The peers of a change in the order in which a driver makes it: {@link WireGuardControl#apply}. Pure.
 *
 * @param additions new peers, their settings, added prefixes; the removals in them are to be passed over
 * @param prefixRemovals what leaves each peer and goes to no other
 * @param peerRemovals peers that are removed
 */
public record ChangeSteps(
        List<PeerChange> additions, Map<PublicKey, List<Prefix>> prefixRemovals, List<PublicKey> peerRemovals) {

    /** The steps of a change. */
    public static ChangeSteps of(DeviceChange change) {
        Set<Prefix> added = new HashSet<>();
        change.peers().forEach(peer -> added.addAll(peer.addAllowedIps()));
        List<PeerChange> additions = new ArrayList<>();
        List<PublicKey> peerRemovals = new ArrayList<>();
        Map<PublicKey, List<Prefix>> prefixRemovals = new LinkedHashMap<>();
        for (PeerChange peer : change.peers()) {
            if (peer.remove()) {
                peerRemovals.add(peer.key());
                continue;
            }
            List<Prefix> lost = peer.removeAllowedIps().stream()
                    .filter(prefix -> !added.contains(prefix))
                    .toList();
            if (!lost.isEmpty()) {
                prefixRemovals.put(peer.key(), lost);
            }
            if (peer.removeAllowedIps().isEmpty() || changesMore(peer)) {
                additions.add(peer);
            }
        }
        return new ChangeSteps(additions, prefixRemovals, peerRemovals);
    }

    private static boolean changesMore(PeerChange peer) {
        return peer.endpoint().isPresent()
                || peer.persistentKeepalive().isPresent()
                || peer.presharedKey().isPresent()
                || !peer.addAllowedIps().isEmpty();
    }

    /** The prefixes that are to be removed and that the peers to lose them still have, by peer; no peer without any. */
    public Map<PublicKey, List<Prefix>> ownedRemovals(DeviceState state) {
        Map<PublicKey, List<Prefix>> owned = new LinkedHashMap<>();
        for (PeerState peer : state.peers()) {
            Set<Prefix> toRemove = new HashSet<>(prefixRemovals.getOrDefault(peer.key(), List.of()));
            List<Prefix> ofPeer =
                    peer.allowedIps().stream().filter(toRemove::contains).toList();
            if (!ofPeer.isEmpty()) {
                owned.put(peer.key(), ofPeer);
            }
        }
        return owned;
    }

    /** The prefixes that are to be removed and that the peers to lose them still have. */
    public List<Prefix> stillOwned(DeviceState state) {
        return ownedRemovals(state).values().stream().flatMap(List::stream).toList();
    }
}
