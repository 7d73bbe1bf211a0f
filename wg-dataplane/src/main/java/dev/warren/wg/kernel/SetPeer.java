package dev.warren.wg.kernel;

import dev.warren.net.Endpoint;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.control.PeerChange;
import dev.warren.wg.control.PresharedKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A peer in a WG_CMD_SET_DEVICE.
 *
 * @param flags WGPEER_F_*
 * @param allowedIpFlags WGALLOWEDIP_F_* of all its prefixes
 */
record SetPeer(
        PublicKey key,
        int flags,
        Optional<Endpoint> endpoint,
        OptionalInt persistentKeepalive,
        Optional<PresharedKey> presharedKey,
        int allowedIpFlags,
        List<Prefix> allowedIps) {
    /** All that a peer without prefixes can take: its nest, key, preshared key, flags, endpoint, interval, and an empty nest of prefixes. */
    static final int BYTES_AT_MOST = 4 + 36 + 36 + 8 + 32 + 8 + 4;

    static SetPeer of(PeerChange change) {
        return new SetPeer(
                change.key(),
                change.updateOnly() ? WireGuardNetlink.WGPEER_F_UPDATE_ONLY : 0,
                change.endpoint(),
                change.persistentKeepalive(),
                change.presharedKey(),
                0,
                change.addAllowedIps());
    }

    static SetPeer ofFlags(PublicKey key, int flags) {
        return new SetPeer(key, flags, Optional.empty(), OptionalInt.empty(), Optional.empty(), 0, List.of());
    }

    static SetPeer removal(PublicKey key) {
        return ofFlags(key, WireGuardNetlink.WGPEER_F_REMOVE_ME);
    }

    /** Takes prefixes from a peer that is there, as kernels can since 2025. */
    static SetPeer losing(PublicKey key, List<Prefix> prefixes) {
        return ofFlags(key, WireGuardNetlink.WGPEER_F_UPDATE_ONLY)
                .with(WireGuardNetlink.WGALLOWEDIP_F_REMOVE_ME, prefixes);
    }

    SetPeer with(int newAllowedIpFlags, List<Prefix> prefixes) {
        return new SetPeer(key, flags, endpoint, persistentKeepalive, presharedKey, newAllowedIpFlags, prefixes);
    }

    /** The rest of a peer that is cut in two: it must still be there. */
    SetPeer continuation(List<Prefix> prefixes) {
        return ofFlags(key, WireGuardNetlink.WGPEER_F_UPDATE_ONLY).with(allowedIpFlags, prefixes);
    }

    /** The bytes of one prefix: its nest, family, address, length, and flags where there are any. */
    int bytesOf(Prefix prefix) {
        return 4 + 8 + (prefix.family() == IpFamily.V4 ? 8 : 20) + 8 + (allowedIpFlags == 0 ? 0 : 8);
    }
}
