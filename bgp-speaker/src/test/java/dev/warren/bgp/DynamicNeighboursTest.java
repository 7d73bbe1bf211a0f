package dev.warren.bgp;

import static dev.warren.bgp.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.fsm.PeerAs;
import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DynamicNeighboursTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final InetAddress OWN = InetAddress.ofLiteral("127.0.0.33");
    private static final NeighbourGroup SPOKES = new NeighbourGroup(
            "spokes",
            spoke -> spoke.transport(t -> t.localAddress(IpAddress.of(OWN)))
                    .timers(t -> t.hold(Duration.ofSeconds(30)))
                    .policy(p -> p.imports(RouteFilter.acceptAll()).exports(RouteFilter.acceptAll())));

    private InetSocketAddress listening = new InetSocketAddress(0);

    private Speaker start(List<NeighbourConfig> neighbours, NeighbourRange... ranges) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, OWN)) {
            listening = new InetSocketAddress(OWN, socket.getLocalPort());
        }
        return Speaker.start(SpeakerConfig.builder(Asn.of(64512), RouterId.parse("10.0.0.1"))
                .listen(listening)
                .neighbours(neighbours)
                .ranges(List.of(ranges))
                .build());
    }

    private static NeighbourRange range(String prefix, PeerAs asn, int limit, Duration linger) {
        return new NeighbourRange(Prefix.parse(prefix), Optional.empty(), asn, SPOKES, limit, linger);
    }

    private static PeerAs between(long first, long last) {
        return new PeerAs(Asn.of(first), Asn.of(last));
    }

    private RawNeighbour come(String from, long asn) throws IOException {
        return RawNeighbour.established(from, listening, asn, 90);
    }

    private static List<String> names(Speaker speaker) {
        return speaker.neighbours().stream()
                .filter(status -> status.state() == SessionState.ESTABLISHED)
                .map(status -> status.name() + " AS " + status.asn())
                .toList();
    }

    @Test
    void whoComesIsANeighbourAndForgottenSomeTimeAfterHeLeft() throws IOException {
        try (Speaker speaker =
                start(List.of(), range("127.50.0.0/16", PeerAs.anyExternal(), 5, Duration.ofSeconds(1)))) {
            RecordingListener listener = new RecordingListener();
            speaker.subscribe(listener);
            try (RawNeighbour spoke = come("127.50.3.4", 65_001)) {
                spoke.send(Announcements.of("10.1.0.0/24", 65_001, "192.0.2.9"));
                spoke.send(Announcements.of("2001:db8:a::/48", 65_001, "2001:db8::9"));
                eventually(LIMIT, () -> listener.best().size() == 2, speaker::neighbours);
                assertEquals(List.of("spokes-127.50.3.4 AS 65001"), names(speaker));
                assertEquals(
                        Optional.of("spokes-127.50.3.4"),
                        listener.path("10.1.0.0/24").neighbour());
            }
            eventually(
                    LIMIT,
                    () -> speaker.neighbours().isEmpty() && listener.best().isEmpty(),
                    speaker::neighbours);
            try (RawNeighbour _ = come("127.50.3.4", 65_002)) {
                eventually(
                        LIMIT, () -> names(speaker).equals(List.of("spokes-127.50.3.4 AS 65002")), speaker::neighbours);
            }
        }
    }

    /** The longest range decides, a configured neighbour before all of them; nobody is of our own AS by a range. */
    @Test
    void whoItIsDecidesTheClosestSetting() throws IOException {
        NeighbourConfig configured = NeighbourConfig.builder("known", IpAddress.parse("127.50.1.1"), Asn.of(64_999))
                .group(SPOKES)
                .transport(t -> t.passive(true))
                .build();
        try (Speaker speaker = start(
                List.of(configured),
                range("127.50.0.0/16", between(64_500, 65_500), 5, Duration.ofMinutes(1)),
                range("127.50.1.0/24", between(64_700, 64_710), 5, Duration.ofMinutes(1)))) {
            assertThrows(IOException.class, () -> come("127.50.1.7", 65_001));
            assertThrows(IOException.class, () -> come("127.50.1.1", 64_705));
            assertThrows(IOException.class, () -> come("127.50.2.1", 64_512));
            assertThrows(IOException.class, () -> come("127.51.0.1", 65_001));
            try (RawNeighbour _ = come("127.50.1.8", 64_710);
                    RawNeighbour _ = come("127.50.0.8", 64_710)) {
                eventually(
                        LIMIT,
                        () -> names(speaker)
                                .containsAll(List.of("spokes-127.50.1.8 AS 64710", "spokes-127.50.0.8 AS 64710")),
                        speaker::neighbours);
            }
            assertEquals("known", speaker.neighbours().getFirst().name());
        }
    }

    @Test
    void aRangeHoldsSoManyAndWhoIsAwayMakesRoom() throws IOException {
        try (Speaker speaker =
                start(List.of(), range("127.50.0.0/16", PeerAs.anyExternal(), 2, Duration.ofMinutes(10)))) {
            try (RawNeighbour _ = come("127.50.0.2", 65_002)) {
                try (RawNeighbour _ = come("127.50.0.1", 65_001)) {
                    assertThrows(IOException.class, () -> come("127.50.0.3", 65_003));
                }
                eventually(LIMIT, () -> names(speaker).size() == 1, speaker::neighbours);
                try (RawNeighbour _ = come("127.50.0.3", 65_003)) {
                    eventually(LIMIT, () -> names(speaker).size() == 2, speaker::neighbours);
                    assertEquals(2, speaker.neighbours().size());
                }
            }
        }
    }

    @Test
    void aRangeThatCantBeSaysWhy() {
        assertSays("interface", () -> range("fe80::/10", PeerAs.anyExternal(), 1, Duration.ofMinutes(1)));
        assertSays("not 1 to 10000", () -> range("10.0.0.0/8", PeerAs.anyExternal(), 0, Duration.ofMinutes(1)));
        assertSays("linger", () -> range("10.0.0.0/8", PeerAs.anyExternal(), 1, Duration.ZERO));
        assertSays("two families", () -> range("2001:db8::/32", PeerAs.anyExternal(), 1, Duration.ofMinutes(1)));
    }

    private static void assertSays(String what, Runnable making) {
        String message =
                assertThrows(IllegalArgumentException.class, making::run).toString();
        assertTrue(message.contains(what), message);
    }
}
