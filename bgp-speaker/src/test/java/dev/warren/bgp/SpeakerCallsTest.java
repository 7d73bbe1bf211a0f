package dev.warren.bgp;

import static dev.warren.bgp.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.Policies;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one can ask of a speaker, and what it says when that is not possible. */
class SpeakerCallsTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final InetAddress OWN = InetAddress.ofLiteral("127.0.0.41");

    private static InetSocketAddress free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, OWN)) {
            return new InetSocketAddress(OWN, socket.getLocalPort());
        }
    }

    private static Speaker start(InetSocketAddress listening) throws IOException {
        NeighbourConfig neighbour = NeighbourConfig.builder("peer", IpAddress.parse("127.0.0.42"), Asn.of(64600))
                .transport(t -> t.passive(true).localAddress(IpAddress.of(OWN)))
                .build();
        return Speaker.start(
                new SpeakerConfig(Asn.of(64512), RouterId.parse("10.0.0.1"), List.of(listening), List.of(neighbour)));
    }

    @Test
    void whoIsNoNeighbourIsNamed() throws IOException {
        List<Consumer<Speaker>> calls = List.of(
                speaker -> speaker.refresh("nobody"),
                speaker -> speaker.shutDown("nobody", "").join(),
                speaker -> speaker.bringUp("nobody"),
                speaker -> speaker.reset("nobody", true),
                speaker -> speaker.changePolicies(Map.of("peer", Policies.DENY_ALL, "nobody", Policies.DENY_ALL)),
                speaker -> speaker.gracefulShutdown(List.of("peer", "nobody"), true));
        try (Speaker speaker = start(free())) {
            for (Consumer<Speaker> call : calls) {
                Exception refused = assertThrows(IllegalArgumentException.class, () -> call.accept(speaker));
                assertTrue(refused.toString().contains("'nobody'"), refused::toString);
            }
            Exception unexplained = assertThrows(
                    CompletionException.class,
                    () -> speaker.explain(Prefix.parse("10.0.0.0/8"), "nobody").join());
            assertInstanceOf(IllegalArgumentException.class, unexplained.getCause());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.%d.0.0/16", "2001:db8:%d::/48"})
    void whoNoLongerListensHearsNoMore(String pattern) throws IOException {
        try (Speaker speaker = start(free())) {
            RecordingListener leaving = new RecordingListener();
            RecordingListener staying = new RecordingListener();
            Speaker.Subscribed subscribed = speaker.subscribe(leaving);
            speaker.subscribe(staying);
            Prefix first = Prefix.parse(pattern.formatted(1));
            Prefix second = Prefix.parse(pattern.formatted(2));
            speaker.originate(List.of(Origination.of(first)));
            eventually(LIMIT, () -> leaving.best().containsKey(first), leaving::best);
            subscribed.close();
            subscribed.close();
            speaker.originate(List.of(Origination.of(second)));
            eventually(LIMIT, () -> staying.best().containsKey(second), staying::best);
            assertFalse(leaving.best().containsKey(second));
        }
    }

    @Test
    void strangersAreCounted() throws IOException {
        InetSocketAddress listening = free();
        try (Speaker speaker = start(listening);
                Socket stranger = new Socket()) {
            stranger.bind(new InetSocketAddress("127.0.0.43", 0));
            stranger.connect(listening);
            eventually(LIMIT, () -> speaker.strangers().equals(new StrangerCounts(1, 0)), speaker::strangers);
        }
    }
}
