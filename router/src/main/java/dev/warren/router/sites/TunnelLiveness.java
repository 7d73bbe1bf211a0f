package dev.warren.router.sites;

import dev.warren.net.PublicKey;
import dev.warren.wg.control.PeerState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says whether a peer's tunnel is alive. A tunnel without a handshake for 180 s (REJECT_AFTER_TIME of the WireGuard paper,
 * section 6.2) has no session left. Where the topology says that the peer sends keepalives, three missing ones in a row end it
 * sooner.
 */
public final class TunnelLiveness {
    /**
     * KEEPALIVE_TIMEOUT and REKEY_TIMEOUT together (WireGuard paper section 6.5): after that WireGuard itself takes who doesn't answer
     * for gone.
     */
    public static final Duration UNANSWERED = Duration.ofSeconds(15);

    private static final int KEEPALIVES_MISSED = 3;

    /**
     * What was seen of a peer, with times of the clock that no one sets.
     *
     * @param rxAt when its received octets last grew
     * @param handshakeAt when its last handshake was
     * @param seenAt when it was looked at
     */
    private record Seen(long rxBytes, long rxAt, Optional<Instant> handshake, long handshakeAt, long seenAt) {}

    private final Map<PublicKey, Seen> seen = new HashMap<>();

    /**
     * Takes the peer's present state.
     *
     * @param peer as the device tells it now
     * @param keepalive the seconds between the peer's keepalives; 0 if it sends none
     * @param nanos the time of the reading, of {@link System#nanoTime}. Only this makes anything old: whoever sets the time of day
     *     ends no tunnel, and none that is dead lives on
     * @param now the time of day of the reading, which a device's handshakes are told in
     */
    public boolean alive(PeerState peer, int keepalive, long nanos, Instant now) {
        Seen before = seen.get(peer.key());
        long rxAt = before != null && before.rxBytes == peer.rxBytes() ? before.rxAt : nanos;
        long handshakeAt = before != null && before.handshake.equals(peer.lastHandshake())
                ? before.handshakeAt
                : handshakeAt(peer, before, nanos, now);
        seen.put(peer.key(), new Seen(peer.rxBytes(), rxAt, peer.lastHandshake(), handshakeAt, nanos));
        boolean session =
                peer.lastHandshake().isPresent() && nanos - handshakeAt < PeerState.SESSION_LIFETIME.toNanos();
        return session && (keepalive == 0 || nanos - rxAt < silence(keepalive).toNanos());
    }

    /** By the time of day, but not in the future, and not before the last look, which hadn't seen it. */
    private static long handshakeAt(PeerState peer, @Nullable Seen before, long nanos, Instant now) {
        Duration age = peer.lastHandshake().map(at -> Duration.between(at, now)).orElse(Duration.ZERO);
        long longest = before == null ? PeerState.SESSION_LIFETIME.toNanos() : nanos - before.seenAt;
        return nanos - Math.clamp(age.compareTo(PeerState.SESSION_LIFETIME) < 0 ? age.toNanos() : longest, 0, longest);
    }

    /**
     * Three missing ones. What we send to a peer puts its keepalives off, as they are for silence in both directions; then it
     * sends nothing but the answer that is due after KEEPALIVE_TIMEOUT, and counts an interval from there.
     */
    private static Duration silence(int keepalive) {
        Duration missed = Duration.ofSeconds((long) keepalive * KEEPALIVES_MISSED);
        Duration putOff = UNANSWERED.plusSeconds(keepalive);
        return missed.compareTo(putOff) < 0 ? putOff : missed;
    }
}
