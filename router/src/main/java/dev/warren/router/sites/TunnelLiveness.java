package dev.warren.router.sites;

import dev.warren.net.PublicKey;
import dev.warren.wg.control.PeerState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Says whether a peer's tunnel is alive. A tunnel without a handshake for 180 s (REJECT_AFTER_TIME of the WireGuard paper,
 * section 6.2) has no session left. Where the topology says that the peer sends keepalives, three missing ones in a row end it
 * sooner.
 */
public final class TunnelLiveness {
    /** REJECT_AFTER_TIME: no session key is older. */
    public static final Duration SESSION_LIFETIME = Duration.ofMinutes(3);

    /** The shortest silence that counts, however short the keepalive interval. */
    public static final Duration LEAST_SILENCE = Duration.ofSeconds(10);

    private static final int KEEPALIVES_MISSED = 3;

    private record Heard(long rxBytes, Instant at) {}

    private final Map<PublicKey, Heard> heard = new HashMap<>();

    /**
     * Takes the peer's present state.
     *
     * @param peer as the device tells it now
     * @param keepalive the seconds between the peer's keepalives; 0 if it sends none
     * @param now the time of the reading
     */
    public boolean alive(PeerState peer, int keepalive, Instant now) {
        Heard last = heard.merge(
                peer.key(),
                new Heard(peer.rxBytes(), now),
                (before, present) -> before.rxBytes == present.rxBytes ? before : present);
        boolean session = peer.lastHandshake()
                .map(at -> Duration.between(at, now).compareTo(SESSION_LIFETIME) < 0)
                .orElse(false);
        return session && (keepalive == 0 || Duration.between(last.at, now).compareTo(silence(keepalive)) < 0);
    }

    private static Duration silence(int keepalive) {
        Duration silence = Duration.ofSeconds((long) keepalive * KEEPALIVES_MISSED);
        return silence.compareTo(LEAST_SILENCE) < 0 ? LEAST_SILENCE : silence;
    }
}
