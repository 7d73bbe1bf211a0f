package dev.warren.bgp;

import static dev.warren.bgp.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A neighbour that comes to us a second time while TCP still takes its first connection for open (RFC 4724 section 5, RFC 4271 section 6.8). */
class RestartedNeighbourTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final NeighbourGroup COMING = new NeighbourGroup(
            "coming",
            one -> one.transport(t -> t.passive(true))
                    .policy(p -> p.imports(RouteFilter.acceptAll()).exports(RouteFilter.acceptAll())));

    private final RecordingListener heard = new RecordingListener();
    private InetSocketAddress listening = new InetSocketAddress(0);

    /** One that is configured, or that comes from a range. */
    private Speaker start(String own, String theirs, boolean dynamic) throws IOException {
        InetAddress address = InetAddress.ofLiteral(own);
        try (ServerSocket free = new ServerSocket(0, 1, address)) {
            listening = new InetSocketAddress(address, free.getLocalPort());
        }
        NeighbourConfig configured = NeighbourConfig.builder("peer", IpAddress.parse(theirs), Asn.of(64600))
                .group(COMING)
                .build();
        NeighbourRange range = new NeighbourRange(
                Prefix.host(IpAddress.parse(theirs)),
                Optional.empty(),
                PeerAs.anyExternal(),
                COMING,
                1,
                Duration.ofMinutes(1));
        Speaker speaker = Speaker.start(new SpeakerConfig(
                Asn.of(64512),
                RouterId.parse("10.0.0.1"),
                List.of(listening),
                dynamic ? List.of() : List.of(configured),
                dynamic ? List.of(range) : List.of(),
                Optional.empty()));
        speaker.subscribe(heard);
        return speaker;
    }

    private static NeighbourStatus status(Speaker speaker) {
        return speaker.neighbours().getFirst();
    }

    private void announce(RawNeighbour neighbour, Speaker speaker) throws IOException {
        neighbour.confirm();
        neighbour.send(Announcements.of("10.1.0.0/16", 64600, "192.0.2.9"));
        neighbour.send(Announcements.of("2001:db8:a::/48", 64600, "2001:db8::9"));
        eventually(LIMIT, () -> heard.has("10.1.0.0/16") && heard.has("2001:db8:a::/48"), speaker::neighbours);
    }

    @ParameterizedTest(name = "{1}, from a range {2}")
    @CsvSource({"127.0.0.41, 127.0.0.42, false", "127.0.0.41, 127.0.0.42, true", "::1, ::1, false", "::1, ::1, true"})
    void itsRoutesStayAndTheOldConnectionEnds(String own, String theirs, boolean dynamic) throws IOException {
        try (Speaker speaker = start(own, theirs, dynamic);
                RawNeighbour old = RawNeighbour.restartable(theirs, listening, 64600, false)) {
            announce(old, speaker);
            try (RawNeighbour stranger = RawNeighbour.opening(theirs, listening, 64999, 90)) {
                assertArrayEquals(
                        dynamic ? new byte[] {6, 7} : new byte[] {2, 2}, stranger.readUntil(RawNeighbour.NOTIFICATION));
            }
            assertEquals(SessionState.ESTABLISHED, status(speaker).state());
            assertEquals(1, status(speaker).history().established());
            try (RawNeighbour next = RawNeighbour.restartable(theirs, listening, 64600, true)) {
                announce(next, speaker);
                assertThrows(
                        IOException.class,
                        () -> old.readUntil(RawNeighbour.NOTIFICATION),
                        "closed, with no NOTIFICATION");
                eventually(LIMIT, () -> status(speaker).history().established() == 2, speaker::neighbours);
                assertEquals(List.of(), heard.lost());
            }
        }
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({"127.0.0.41, 127.0.0.42", "::1, ::1"})
    void oneThatCantRestartKeepsItsSession(String own, String theirs) throws IOException {
        try (Speaker speaker = start(own, theirs, false);
                RawNeighbour old = RawNeighbour.opening(theirs, listening, 64600, 90)) {
            announce(old, speaker);
            try (RawNeighbour next = RawNeighbour.opening(theirs, listening, 64600, 90)) {
                assertArrayEquals(new byte[] {6, 7}, next.readUntil(RawNeighbour.NOTIFICATION));
            }
            assertEquals(1, status(speaker).history().established());
            assertEquals(SessionState.ESTABLISHED, status(speaker).state());
            assertEquals(List.of(), heard.lost());
        }
    }
}
