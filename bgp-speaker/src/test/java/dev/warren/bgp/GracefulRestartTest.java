package dev.warren.bgp;

import static dev.warren.bgp.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.Capability.GracefulRestart;
import dev.warren.bgp.wire.Update;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a neighbour's routes of one family when it restarts (RFC 4724 section 4), beside those of the other one. */
@ParameterizedClass
@EnumSource(IpFamily.class)
class GracefulRestartTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String OWN = "127.0.0.43";
    private static final String THEIRS = "127.0.0.44";
    private static final String OTHERS = "127.0.0.45";
    private static final long AS = 64600;
    private static final int LONG = 120;
    private static final Map<IpFamily, String> ROUTES =
            Map.of(IpFamily.V4, "10.1.0.0/16", IpFamily.V6, "2001:db8:a::/48");
    private static final Map<IpFamily, String> HOPS = Map.of(IpFamily.V4, "192.0.2.9", IpFamily.V6, "2001:db8::9");

    private final IpFamily family;
    private final IpFamily other;
    private final RecordingListener heard = new RecordingListener();
    private final List<Speaker> running = new ArrayList<>();
    private InetSocketAddress listening = new InetSocketAddress(0);

    GracefulRestartTest(IpFamily family) {
        this.family = family;
        this.other = family == IpFamily.V4 ? IpFamily.V6 : IpFamily.V4;
    }

    @AfterEach
    void stop() {
        running.forEach(Speaker::close);
    }

    private Speaker start(RestartConfig restart, Optional<Duration> restarting) throws IOException {
        InetAddress address = InetAddress.ofLiteral(OWN);
        try (ServerSocket free = new ServerSocket(0, 1, address)) {
            listening = new InetSocketAddress(address, free.getLocalPort());
        }
        SpeakerConfig.Builder config = SpeakerConfig.builder(Asn.of(64512), RouterId.parse("10.0.0.1"))
                .listen(listening)
                .neighbours(List.of(neighbour("restarts", THEIRS, restart), neighbour("listens", OTHERS, restart)));
        restarting.ifPresent(config::restarting);
        Speaker speaker = Speaker.start(config.build());
        running.add(speaker);
        speaker.subscribe(heard);
        return speaker;
    }

    private static NeighbourConfig neighbour(String name, String address, RestartConfig restart) {
        return NeighbourConfig.builder(name, IpAddress.parse(address), Asn.of(AS))
                .transport(t -> t.passive(true))
                .capabilities(c -> c.restart(Optional.of(restart)))
                .policy(p -> p.imports(RouteFilter.acceptAll()).exports(RouteFilter.acceptAll()))
                .build();
    }

    private static RestartConfig helping(Duration staleTime) {
        return new RestartConfig(false, Duration.ofMinutes(2), false, staleTime);
    }

    /** What it says when it restarts: how long it may be away, and of which families it has forwarded packets all the time. */
    private static GracefulRestart restarts(boolean restarted, int seconds, Map<IpFamily, Boolean> kept) {
        return new GracefulRestart(
                restarted,
                false,
                seconds,
                kept.entrySet().stream()
                        .map(its -> new GracefulRestart.Kept(AddressFamily.unicast(its.getKey()), its.getValue()))
                        .toList());
    }

    private static Map<IpFamily, Boolean> both() {
        return Map.of(IpFamily.V4, true, IpFamily.V6, true);
    }

    private RawNeighbour connect(GracefulRestart its) throws IOException {
        RawNeighbour neighbour = RawNeighbour.restartable(THEIRS, listening, AS, its);
        neighbour.confirm();
        return neighbour;
    }

    private static Update route(IpFamily family) {
        return Announcements.of(ROUTES.getOrDefault(family, ""), AS, HOPS.getOrDefault(family, ""));
    }

    private static Prefix prefix(IpFamily family) {
        return Prefix.parse(ROUTES.getOrDefault(family, ""));
    }

    private static NeighbourStatus status(Speaker speaker) {
        return speaker.neighbours().getFirst();
    }

    private static int stale(Speaker speaker) {
        return status(speaker).families().values().stream()
                .mapToInt(NeighbourStatus.FamilyCounts::stale)
                .sum();
    }

    /** It had a route of each family, and is away; both stay. */
    private void announceAndGo(Speaker speaker, int seconds) throws IOException {
        try (RawNeighbour neighbour = connect(restarts(false, seconds, both()))) {
            neighbour.send(route(family));
            neighbour.send(route(other));
            eventually(LIMIT, () -> heard.best().size() == 2, speaker::neighbours);
        }
        eventually(LIMIT, () -> stale(speaker) == 2, speaker::neighbours);
        assertEquals(List.of(), heard.lost());
    }

    /** Section 4.2: the F bit is clear, or the family isn't in the capability any more. */
    @ParameterizedTest(name = "it says so {0}")
    @ValueSource(booleans = {true, false})
    void whatItHasNotGoneOnToForwardGoesWhenItIsBack(boolean says) throws IOException {
        Speaker speaker = start(RestartConfig.HELPER, Optional.empty());
        announceAndGo(speaker, LONG);
        Map<IpFamily, Boolean> kept = says ? Map.of(family, false, other, true) : Map.of(other, true);
        try (RawNeighbour back = connect(restarts(true, LONG, kept))) {
            eventually(LIMIT, () -> heard.lost().size() == 1, speaker::neighbours);
            assertEquals(List.of(prefix(family)), heard.lost());
            assertEquals(Set.of(prefix(other)), heard.best().keySet());
            back.send(Update.endOfRib(other));
            eventually(LIMIT, () -> heard.best().isEmpty(), speaker::neighbours);
        }
    }

    @ParameterizedTest(name = "with a capability of no families {0}")
    @ValueSource(booleans = {true, false})
    void nothingStaysIfItIsBackWithoutTheCapability(boolean withoutFamilies) throws IOException {
        Speaker speaker = start(RestartConfig.HELPER, Optional.empty());
        announceAndGo(speaker, LONG);
        try (RawNeighbour _ = withoutFamilies
                ? connect(restarts(true, LONG, Map.of()))
                : RawNeighbour.established(THEIRS, listening, AS, 90)) {
            eventually(LIMIT, () -> heard.best().isEmpty(), speaker::neighbours);
        }
    }

    @ParameterizedTest(name = "its time is {0} s")
    @ValueSource(ints = {0, 1})
    void whatItLeftGoesWhenTheTimeIsOverThatItMayBeAway(int seconds) throws IOException {
        Speaker speaker = start(RestartConfig.HELPER, Optional.empty());
        try (RawNeighbour neighbour = connect(restarts(false, seconds, both()))) {
            neighbour.send(route(family));
            eventually(LIMIT, () -> heard.best().size() == 1, speaker::neighbours);
        }
        eventually(LIMIT, () -> heard.best().isEmpty(), speaker::neighbours);
        assertEquals(0, stale(speaker));
    }

    @ParameterizedTest(name = "it says one more route {0}")
    @ValueSource(booleans = {true, false})
    void whatItDoesNotConfirmGoesWhenTheTimeIsOverThoughItNeverEndsItsDump(boolean more) throws IOException {
        Speaker speaker = start(helping(Duration.ofSeconds(1)), Optional.empty());
        announceAndGo(speaker, LONG);
        try (RawNeighbour back = connect(restarts(true, LONG, both()))) {
            if (more) {
                back.send(route(family));
            }
            eventually(LIMIT, () -> heard.best().size() == (more ? 1 : 0), speaker::neighbours);
            assertEquals(more, heard.best().containsKey(prefix(family)));
            assertEquals(SessionState.ESTABLISHED, status(speaker).state());
        }
    }

    /** Section 4.1: we restart; nothing is told before all neighbours have said what they have, or time is over. */
    @ParameterizedTest(name = "time is over {0}")
    @ValueSource(booleans = {true, false})
    void nothingGoesOutBeforeAllIsKnown(boolean late) throws IOException {
        Duration deferral = late ? Duration.ofSeconds(1) : Duration.ofMinutes(5);
        Speaker speaker = start(RestartConfig.RESTARTER, Optional.of(deferral));
        try (RawNeighbour first = connect(restarts(false, LONG, both()));
                RawNeighbour second = RawNeighbour.restartable(OTHERS, listening, AS, restarts(false, LONG, both()))) {
            second.confirm();
            first.send(route(family));
            first.send(Update.endOfRib(family));
            first.send(Update.endOfRib(other));
            second.send(Update.endOfRib(family));
            eventually(
                    LIMIT,
                    () -> status(speaker).families().values().stream().anyMatch(its -> its.accepted() == 1),
                    speaker::neighbours);
            if (!late) {
                assertEquals(Map.of(), heard.best());
                second.send(Update.endOfRib(other));
            }
            eventually(LIMIT, () -> heard.best().size() == 1, speaker::neighbours);
        }
    }
}
