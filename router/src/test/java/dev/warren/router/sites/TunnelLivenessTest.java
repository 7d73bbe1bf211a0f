package dev.warren.router.sites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.Endpoint;
import dev.warren.router.Plans;
import dev.warren.wg.control.PeerState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TunnelLivenessTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private final TunnelLiveness liveness = new TunnelLiveness();

    private boolean alive(int keepalive, int handshakeAt, long received, int now) {
        return alive(keepalive, handshakeAt, received, now, now);
    }

    /** With a time of day that may be another than what has passed. */
    private boolean alive(int keepalive, int handshakeAt, long received, int passed, int now) {
        Optional<Instant> handshake = handshakeAt < 0 ? Optional.empty() : Optional.of(START.plusSeconds(handshakeAt));
        PeerState peer = new PeerState(
                Plans.BERLIN,
                Optional.of(Endpoint.parse("192.0.2.1:1")),
                handshake,
                received,
                0,
                keepalive,
                false,
                List.of());
        return liveness.alive(peer, keepalive, passed * 1_000_000_000L, START.plusSeconds(now));
    }

    @Test
    void aTunnelWithoutAHandshakeIsDead() {
        assertFalse(alive(0, -1, 0, 0));
    }

    @Test
    void aSessionLastsForRejectAfterTime() {
        assertTrue(alive(0, 0, 100, 179));
        assertFalse(alive(0, 0, 100, 180));
    }

    @Test
    void threeMissingKeepalivesEndItSooner() {
        assertTrue(alive(25, 0, 100, 1));
        assertTrue(alive(25, 0, 132, 10));
        assertTrue(alive(25, 0, 132, 84));
        assertFalse(alive(25, 0, 132, 85));
        assertTrue(alive(25, 0, 164, 86));
    }

    @Test
    void keepalivesThatComeFastMayBePutOffByWhatWeSend() {
        assertTrue(alive(5, 0, 100, 1));
        assertTrue(alive(5, 0, 132, 10));
        assertTrue(alive(5, 0, 132, 29));
        assertFalse(alive(5, 0, 132, 30));
        assertTrue(alive(1, 0, 164, 31));
        assertTrue(alive(1, 0, 164, 46));
        assertFalse(alive(1, 0, 164, 47));
    }

    @Test
    void whoSetsTheClockForwardEndsNoTunnel() {
        assertTrue(alive(0, 0, 100, 1, 1));
        assertTrue(alive(0, 0, 100, 2, 100_000));
        assertTrue(alive(0, 99_990, 200, 12, 100_010));
        assertFalse(alive(0, 99_990, 200, 200, 100_198));
    }

    @Test
    void whoSetsTheClockBackKeepsNoneAlive() {
        assertTrue(alive(0, 0, 100, 1, 1));
        assertTrue(alive(0, 0, 100, 179, -100_000));
        assertFalse(alive(0, 0, 100, 180, -100_000));
        assertTrue(alive(0, 1_000, 200, 181, -99_999), "a handshake in the future is none of long ago");
    }

    @Test
    void aHandshakeIsNoOlderThanTheLookThatHadNotSeenIt() {
        assertTrue(alive(0, 0, 100, 1, 1));
        assertTrue(alive(0, 5, 200, 6, 100_000));
        assertTrue(alive(0, 5, 200, 180, 100_174));
        assertFalse(alive(0, 5, 200, 181, 100_175));
    }

    @Test
    void originsFollowTheTunnels() {
        SiteOrigins origins = new SiteOrigins(Plans.fra());
        assertEquals(
                new TreeSet<>(Plans.prefixes("10.80.0.1/32", "fd80:80::1/128")),
                origins.update(Set.of()).gained());
        assertEquals(
                new TreeSet<>(Plans.prefixes("10.80.1.1/32", "10.80.16.0/24", "fd80:80:1::1/128", "fd80:80:16::/64")),
                origins.update(Set.of("berlin", "nyc")).gained());
        SiteOrigins.Change change = origins.update(Set.of("paris"));
        assertEquals(new TreeSet<>(Plans.prefixes("10.80.1.2/32", "fd80:80:1::2/128")), change.gained());
        assertEquals(4, change.lost().size());
    }
}
