package dev.warren.wg.control;

import dev.warren.net.Endpoint;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a WireGuard interface has of one peer.
 *
 * @param key its public key
 * @param endpoint where its packets go; empty until known
 * @param lastHandshake when the last handshake was completed; empty if none was
 * @param rxBytes bytes received from it
 * @param txBytes bytes sent to it
 * @param persistentKeepalive seconds, 0 for off
 * @param hasPresharedKey true if a key is mixed into its handshakes; {@link WireGuardControl#peers} may say false although one is
 * @param allowedIps the prefixes that it owns
 */
public record PeerState(
        PublicKey key,
        Optional<Endpoint> endpoint,
        Optional<Instant> lastHandshake,
        long rxBytes,
        long txBytes,
        int persistentKeepalive,
        boolean hasPresharedKey,
        List<Prefix> allowedIps) {
    /** REJECT_AFTER_TIME (WireGuard paper section 6.1): no session is left so long after the last handshake. */
    public static final Duration SESSION_LIFETIME = Duration.ofMinutes(3);

    /** Copies the list. */
    public PeerState {
        allowedIps = List.copyOf(allowedIps);
    }
}
