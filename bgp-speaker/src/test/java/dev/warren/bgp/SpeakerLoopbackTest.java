package dev.warren.bgp;

import static dev.warren.bgp.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.policy.NextHops;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.rib.RefusalReason;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.ShutdownCommunication;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import dev.warren.net.RouterId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two or three speakers in one JVM, over real TCP on loopback. */
@Tag("slow")
class SpeakerLoopbackTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final NextHops LEFT_HOPS = NextHops.of(IpAddress.parse("192.0.2.1"), IpAddress.parse("2001:db8::1"));
    private static final NextHops RIGHT_HOPS =
            NextHops.of(IpAddress.parse("192.0.2.2"), IpAddress.parse("2001:db8::2"));

    private final List<Speaker> running = new ArrayList<>();

    @AfterEach
    void stopAll() {
        running.forEach(Speaker::close);
    }

    private record End(String name, IpAddress address, int port, long asn, String routerId, NextHops hops) {}

    private static int freePort(String address) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(address))) {
            return socket.getLocalPort();
        }
    }

    private static End end(String name, String address, long asn, String routerId, NextHops hops) throws IOException {
        return new End(name, IpAddress.parse(address), freePort(address), asn, routerId, hops);
    }

    private static NeighbourConfig.Builder towards(End from, End to) {
        return NeighbourConfig.builder(to.name(), to.address(), Asn.of(to.asn()))
                .transport(t -> t.localAddress(from.address()).port(to.port()))
                .timers(t -> t.connectRetry(Duration.ofMillis(500)))
                .policy(p ->
                        p.nextHops(from.hops()).imports(RouteFilter.acceptAll()).exports(RouteFilter.acceptAll()));
    }

    private Speaker start(End end, NeighbourConfig... neighbours) throws IOException {
        Speaker speaker = Speaker.start(new SpeakerConfig(
                Asn.of(end.asn()),
                RouterId.parse(end.routerId()),
                List.of(new InetSocketAddress(end.address().toInetAddress(), end.port())),
                List.of(neighbours)));
        running.add(speaker);
        return speaker;
    }

    private static boolean established(Speaker speaker) {
        return speaker.neighbours().stream().allMatch(n -> n.state() == SessionState.ESTABLISHED);
    }

    private static RecordingListener listen(Speaker speaker) {
        RecordingListener listener = new RecordingListener();
        speaker.subscribe(listener);
        return listener;
    }

    private static Origination route(String prefix, String... communities) {
        return new Origination(
                Prefix.parse(prefix),
                List.of(communities).stream().map(Community::parse).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.2, 127.0.0.3, 64512, 64600, false",
        "127.0.0.2, 127.0.0.3, 64512, 64512, true",
        "::1, ::1, 64512, 4200000000, true",
        "::1, ::1, 64512, 64512, false"
    })
    void exchangesBothFamiliesWhateverTheTransport(
            String leftAddress, String rightAddress, long leftAs, long rightAs, boolean passive) throws IOException {
        End left = end("left", leftAddress, leftAs, "10.0.0.1", LEFT_HOPS);
        End right = end("right", rightAddress, rightAs, "10.0.0.2", RIGHT_HOPS);
        Speaker a = start(left, towards(left, right).build());
        Speaker b = start(
                right, towards(right, left).transport(t -> t.passive(passive)).build());
        RecordingListener atA = listen(a);
        RecordingListener atB = listen(b);
        a.originate(List.of(route("10.1.0.0/16", "64512:7"), route("2001:db8:a::/48")));
        b.originate(List.of(route("10.2.0.0/16"), route("2001:db8:b::/48"), route("0.0.0.0/0")));

        eventually(LIMIT, () -> atA.best().size() == 5 && atB.best().size() == 5, () -> atA.best() + " " + atB.best());

        Path path = atB.path("10.1.0.0/16");
        assertEquals(IpAddress.parse("192.0.2.1"), path.nextHop());
        assertEquals(IpAddress.parse("2001:db8::1"), atB.path("2001:db8:a::/48").nextHop());
        assertEquals(List.of(Community.of(64512, 7)), path.communities());
        boolean external = leftAs != rightAs;
        assertEquals(external ? AsPath.sequence(Asn.of(leftAs)) : AsPath.EMPTY, path.asPath());
        assertEquals(external ? OptionalLong.empty() : OptionalLong.of(100), path.localPreference());

        a.withdraw(List.of(Prefix.parse("10.1.0.0/16")));
        eventually(LIMIT, () -> !atB.has("10.1.0.0/16"), atB::best);
        NeighbourStatus status = b.neighbours().getFirst();
        assertEquals(SessionState.ESTABLISHED, status.state());
        assertEquals(
                EnumSet.complementOf(EnumSet.of(
                        NegotiatedCapability.EXTENDED_NEXT_HOP,
                        NegotiatedCapability.ADD_PATH_IN,
                        NegotiatedCapability.ADD_PATH_OUT)),
                status.session().orElseThrow().capabilities());
        a.close();
        eventually(LIMIT, () -> atB.best().size() == 3 && !established(b), atB::best);
        eventually(
                LIMIT,
                () -> b.neighbours().getFirst().lastError().orElse("none").contains("administrative shutdown"),
                () -> b.neighbours().getFirst().toString());
    }

    private static Origination largeRoute() {
        return new Origination(
                Prefix.parse("10.3.0.0/16"),
                IntStream.range(0, 2_000).mapToObj(Community::new).toList());
    }

    @ParameterizedTest
    @CsvSource({"true, 3", "false, 2"})
    void largeAttributesPassInExtendedMessagesOnly(boolean extended, int routes) throws IOException {
        End left = end("left", "127.0.0.2", 64512, "10.0.0.1", LEFT_HOPS);
        End right = end("right", "127.0.0.3", 64600, "10.0.0.2", RIGHT_HOPS);
        Speaker a = start(left, towards(left, right).build());
        Speaker b = start(
                right,
                towards(right, left)
                        .capabilities(c -> c.extendedMessages(extended))
                        .build());
        a.originate(List.of(route("10.1.0.0/16"), largeRoute(), route("2001:db8:a::/48")));
        RecordingListener atB = listen(b);
        eventually(LIMIT, () -> atB.best().size() == routes, atB::best);
        eventually(LIMIT, () -> endOfRibs(b) == 2, b::neighbours);
        assertEquals(routes, atB.best().size());
        assertTrue(established(a) && established(b));
    }

    private static long endOfRibs(Speaker speaker) {
        return speaker.neighbours().getFirst().session().stream()
                .flatMap(session -> session.exchanged().values().stream())
                .filter(ended -> ended)
                .count();
    }

    private static String lastError(Speaker speaker) {
        return speaker.neighbours().getFirst().lastError().orElse("");
    }

    private static NeighbourConfig.Builder restartable(NeighbourConfig.Builder builder, int seconds) {
        RestartConfig restart = new RestartConfig(true, Duration.ofSeconds(seconds), true, Duration.ofMinutes(6));
        return builder.capabilities(c -> c.restart(Optional.of(restart)));
    }

    @Test
    void routesOutliveARestartAndNothingIsAnnouncedBeforeAllIsKnown() throws IOException {
        End left = end("left", "127.0.0.2", 64512, "10.0.0.1", LEFT_HOPS);
        End right = end("right", "127.0.0.3", 64600, "10.0.0.2", RIGHT_HOPS);
        Speaker first = start(left, restartable(towards(left, right), 60).build());
        Speaker b = start(right, towards(right, left).build());
        b.originate(List.of(route("10.2.0.0/16"), route("2001:db8:b::/48")));
        first.originate(List.of(route("10.1.0.0/16"), route("2001:db8:a::/48"), route("2001:db8:c::/48")));
        RecordingListener atB = listen(b);
        eventually(LIMIT, () -> atB.best().size() == 5, atB::best);
        first.closeForRestart();
        eventually(LIMIT, () -> !established(b) && stale(b) == 3, b::neighbours);
        SpeakerConfig again = SpeakerConfig.builder(Asn.of(left.asn()), RouterId.parse(left.routerId()))
                .listen(new InetSocketAddress(left.address().toInetAddress(), left.port()))
                .neighbours(List.of(restartable(towards(left, right), 60).build()))
                .restarting(Duration.ofMinutes(1))
                .build();
        Speaker second = Speaker.start(again);
        running.add(second);
        RecordingListener atSecond = listen(second);
        second.originate(List.of(route("10.1.0.0/16"), route("2001:db8:a::/48")));
        eventually(LIMIT, () -> atB.best().size() == 4 && stale(b) == 0, atB::best);
        eventually(LIMIT, () -> atSecond.best().size() == 4, atSecond::best);
        assertEquals(List.of(Prefix.parse("2001:db8:c::/48")), atB.lost());
    }

    @Test
    void routesOfOneThatDoesNotComeBackGoWhenItsTimeIsOver() throws IOException {
        End left = end("left", "127.0.0.2", 64512, "10.0.0.1", LEFT_HOPS);
        End right = end("right", "127.0.0.3", 64600, "10.0.0.2", RIGHT_HOPS);
        Speaker a = start(left, restartable(towards(left, right), 2).build());
        Speaker b = start(right, towards(right, left).build());
        a.originate(List.of(route("10.1.0.0/16"), route("2001:db8:a::/48")));
        RecordingListener atB = listen(b);
        eventually(LIMIT, () -> atB.best().size() == 2, atB::best);
        a.closeForRestart();
        eventually(LIMIT, () -> stale(b) == 2, b::neighbours);
        assertEquals(2, atB.best().size());
        eventually(LIMIT, () -> atB.best().isEmpty(), atB::best);
    }

    private static int stale(Speaker speaker) {
        return speaker.neighbours().getFirst().families().values().stream()
                .mapToInt(NeighbourStatus.FamilyCounts::stale)
                .sum();
    }

    /** By family, in or out: the warning at three quarters, the end at one too many, and back after a time with less. */
    @ParameterizedTest
    @CsvSource({"V4, false", "V6, false", "V4, true", "V6, true"})
    void aLimitWarnsThenEndsTheSessionForATime(IpFamily family, boolean out) throws IOException {
        End left = end("left", "127.0.0.2", 64512, "10.0.0.1", LEFT_HOPS);
        End right = end("right", "127.0.0.3", 64600, "10.0.0.2", RIGHT_HOPS);
        Duration pause = Duration.ofMillis(1_500);
        Speaker limited = start(
                left,
                towards(left, right)
                        .limits(l -> (out ? l.advertised(family, 4) : l.accepted(family, 4)).restart(pause))
                        .build());
        Speaker other = start(
                right, towards(right, left).transport(t -> t.passive(true)).build());
        RecordingListener listener = listen(limited);
        Speaker source = out ? limited : other;
        String form = family == IpFamily.V4 ? "10.%d.0.0/16" : "2001:db8:%d::/48";
        source.originate(IntStream.rangeClosed(1, 3)
                .mapToObj(number -> route(String.format(Locale.ROOT, form, number)))
                .toList());
        SpeakerEvent warning = new SpeakerEvent.PrefixLimitNear("right", Optional.of(family), 3, 4, out);
        eventually(LIMIT, () -> listener.others().contains(warning), listener::others);
        eventually(LIMIT, () -> established(limited), limited::neighbours);
        source.originate(IntStream.rangeClosed(4, 5)
                .mapToObj(number -> route(String.format(Locale.ROOT, form, number)))
                .toList());
        eventually(LIMIT, () -> lastError(other).contains("maximum prefixes reached"), other::neighbours);
        eventually(LIMIT, () -> !established(limited), limited::neighbours);
        long ended = System.nanoTime();
        source.withdraw(List.of(Prefix.parse(String.format(Locale.ROOT, form, 5))));
        eventually(LIMIT, () -> established(limited), limited::neighbours);
        assertTrue(System.nanoTime() - ended > 500_000_000, "it stays down for a time");
        eventually(
                LIMIT,
                () -> (out ? other : limited)
                                .neighbours()
                                .getFirst()
                                .families()
                                .getOrDefault(family, NeighbourStatus.FamilyCounts.ZERO)
                                .accepted()
                        == 4,
                limited::neighbours);
    }

    /** An IPv4 route with an IPv6 next hop goes on to those who can have it, and to no one else (RFC 8950). */
    @Test
    void ipv4RoutesWithIpv6NextHopsGoWhereTheyMay() throws IOException {
        NextHops onlyV6 = NextHops.of(IpAddress.parse("2001:db8::1"));
        End left = end("left", "::1", 64600, "10.0.0.1", onlyV6);
        End middle = end("middle", "127.0.0.3", 64512, "10.0.0.2", RIGHT_HOPS);
        End modern = end("modern", "127.0.0.4", 64512, "10.0.0.3", RIGHT_HOPS);
        End old = end("old", "127.0.0.5", 64512, "10.0.0.4", RIGHT_HOPS);
        UnaryOperator<NeighbourConfig.Builder> extended = builder -> builder.capabilities(c -> c.extendedNextHop(true));
        End middleV6 = new End("middle", IpAddress.parse("::1"), middle.port(), 64512, "10.0.0.2", RIGHT_HOPS);
        Speaker a = start(
                left,
                extended.apply(towards(left, middleV6))
                        .transport(t -> t.passive(true))
                        .build());
        Speaker b = start(modern, extended.apply(towards(modern, middle)).build());
        Speaker c = start(old, towards(old, middle).build());
        start(
                middle,
                extended.apply(towards(middleV6, left)).build(),
                extended.apply(towards(middle, modern)).build(),
                towards(middle, old).build());
        a.originate(List.of(route("10.1.0.0/16"), route("2001:db8:a::/48")));
        eventually(LIMIT, () -> b.routes().join().size() == 2, b::neighbours);
        assertEquals(
                IpAddress.parse("2001:db8::1"),
                b.routes().join().getFirst().best().nextHop());
        eventually(LIMIT, () -> endOfRibs(c) == 2 && c.routes().join().size() == 1, c::neighbours);
        assertEquals(
                Prefix.parse("2001:db8:a::/48"), c.routes().join().getFirst().prefix());
    }

    @Test
    void aNeighbourIsShutDownWithATextAndComesBack() throws IOException {
        End left = end("left", "127.0.0.2", 64512, "10.0.0.1", LEFT_HOPS);
        End right = end("right", "127.0.0.3", 64600, "10.0.0.2", RIGHT_HOPS);
        Speaker a = start(left, towards(left, right).build());
        Speaker b = start(right, towards(right, left).build());
        eventually(LIMIT, () -> established(a) && established(b), a::neighbours);
        a.shutDown("right", "maintenance until noon").join();
        NeighbourStatus down = a.neighbours().getFirst();
        assertEquals(SessionState.IDLE, down.state());
        assertTrue(down.notification().orElseThrow().sent());
        eventually(LIMIT, () -> lastError(b).contains("maintenance until noon"), b::neighbours);
        assertEquals(
                Optional.of("maintenance until noon"),
                ShutdownCommunication.decode(
                        b.neighbours().getFirst().notification().orElseThrow().notification()));
        a.bringUp("right");
        eventually(LIMIT, () -> established(a) && established(b), a::neighbours);
        b.close("gone for good");
        eventually(LIMIT, () -> lastError(a).contains("gone for good"), a::neighbours);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.2, 127.0.0.3", "::1, ::1"})
    void aNeighbourComesAndGoesWhileTheSpeakerRuns(String leftAddress, String rightAddress) throws IOException {
        End left = end("left", leftAddress, 64512, "10.0.0.1", LEFT_HOPS);
        End right = end("right", rightAddress, 64600, "10.0.0.2", RIGHT_HOPS);
        Speaker a = start(left);
        Speaker b = start(right, towards(right, left).build());
        RecordingListener atA = listen(a);
        RecordingListener atB = listen(b);
        a.originate(List.of(route("10.1.0.0/16"), route("2001:db8:a::/48")));
        b.originate(List.of(route("10.2.0.0/16"), route("2001:db8:b::/48")));
        NeighbourConfig newcomer = towards(left, right).build();
        for (int round = 0; round < 2; round++) {
            a.add(newcomer);
            assertThrows(IllegalArgumentException.class, () -> a.add(newcomer));
            eventually(
                    LIMIT, () -> atA.best().size() == 4 && atB.best().size() == 4, () -> atA.best() + " " + atB.best());
            a.remove("right").join();
            assertEquals(List.of(), a.neighbours());
            eventually(
                    LIMIT, () -> atA.best().size() == 2 && atB.best().size() == 2, () -> atA.best() + " " + atB.best());
            eventually(LIMIT, () -> lastError(b).contains("peer deconfigured"), () -> lastError(b));
        }
        a.remove("right").join();
    }

    @Test
    void externalNeighbourWithoutFiltersExchangesNothing() throws IOException {
        End left = end("left", "127.0.0.2", 64512, "10.0.0.1", LEFT_HOPS);
        End right = end("right", "127.0.0.3", 64600, "10.0.0.2", RIGHT_HOPS);
        Speaker a = start(
                left,
                NeighbourConfig.builder("right", right.address(), Asn.of(64600))
                        .transport(t -> t.port(right.port()).localAddress(left.address()))
                        .policy(p -> p.nextHops(left.hops()))
                        .build());
        Speaker b = start(right, towards(right, left).build());
        RecordingListener atA = listen(a);
        RecordingListener atB = listen(b);
        a.originate(List.of(route("10.1.0.0/16")));
        b.originate(List.of(route("10.2.0.0/16")));
        SpeakerEvent refused =
                new SpeakerEvent.RouteRefused("right", Prefix.parse("10.2.0.0/16"), 0, RefusalReason.IMPORT_FILTER);
        eventually(LIMIT, () -> atA.others().contains(refused), atA::others);
        eventually(
                LIMIT,
                () -> b.neighbours().getFirst().session().stream()
                        .anyMatch(s -> s.exchanged().values().stream().allMatch(ended -> ended)),
                b::neighbours);
        assertFalse(atA.has("10.2.0.0/16"));
        assertFalse(atB.has("10.1.0.0/16"));
        assertEquals(
                1,
                a.neighbours()
                        .getFirst()
                        .families()
                        .getOrDefault(IpFamily.V4, NeighbourStatus.FamilyCounts.ZERO)
                        .refused());
    }

    @Test
    void reflectorPassesRoutesBetweenClientsAndOthersDoNot() throws IOException {
        End hub = end("hub", "127.0.0.2", 64512, "10.0.0.1", LEFT_HOPS);
        End one = end("one", "127.0.0.3", 64512, "10.0.0.2", RIGHT_HOPS);
        End two = end("two", "127.0.0.4", 64512, "10.0.0.3", NextHops.NONE);
        UnaryOperator<NeighbourConfig.Builder> client = builder -> builder.policy(p -> p.routeReflectorClient(true));
        Speaker h = start(
                hub, client.apply(towards(hub, one)).build(), towards(hub, two).build());
        Speaker a = start(one, towards(one, hub).build());
        Speaker b = start(two, towards(two, hub).build());
        RecordingListener atB = listen(b);
        a.originate(List.of(route("10.1.0.0/16")));
        eventually(LIMIT, () -> atB.has("10.1.0.0/16"), atB::best);
        Path reflected = atB.path("10.1.0.0/16");
        assertEquals(RouterId.parse("10.0.0.2"), reflected.originatorId().orElseThrow());
        assertEquals(List.of(RouterId.parse("10.0.0.1")), reflected.clusterList());
        assertEquals(IpAddress.parse("192.0.2.2"), reflected.nextHop());
        assertEquals(1, h.routes().join().size());
    }

    @Test
    void tooManyPrefixesEndTheSession() throws IOException {
        End left = end("left", "127.0.0.2", 64512, "10.0.0.1", LEFT_HOPS);
        End right = end("right", "127.0.0.3", 64600, "10.0.0.2", RIGHT_HOPS);
        Speaker a = start(left, towards(left, right).limits(l -> l.accepted(2)).build());
        Speaker b = start(right, towards(right, left).build());
        b.originate(List.of(route("10.1.0.0/16"), route("10.2.0.0/16"), route("10.3.0.0/16")));
        eventually(
                LIMIT,
                () -> b.neighbours().getFirst().lastError().stream()
                        .anyMatch(error -> error.contains("maximum prefixes reached")),
                b::neighbours);
        eventually(LIMIT, () -> a.routes().join().isEmpty(), () -> a.routes().join());
    }

    @Test
    void whatGoesWithANeighbourIsWithdrawnThoughNothingElseHappens() throws IOException {
        Duration never = Duration.ofHours(1);
        End left = end("left", "127.0.0.2", 64600, "10.0.0.1", LEFT_HOPS);
        End middle = end("middle", "127.0.0.3", 64512, "10.0.0.2", RIGHT_HOPS);
        End right = end("right", "127.0.0.4", 64700, "10.0.0.3", LEFT_HOPS);
        Speaker a = start(left, towards(left, middle).build());
        start(
                middle,
                towards(middle, left)
                        .limits(l -> l.accepted(2))
                        .timers(t -> t.connectRetry(never))
                        .transport(t -> t.passive(true))
                        .build(),
                towards(middle, right).transport(t -> t.passive(true)).build());
        Speaker b = start(right, towards(right, middle).build());
        a.originate(List.of(route("10.1.0.0/16"), route("2001:db8:1::/48")));
        eventually(LIMIT, () -> b.routes().join().size() == 2, b::neighbours);
        a.originate(List.of(route("10.3.0.0/16")));
        eventually(LIMIT, () -> b.routes().join().isEmpty(), () -> b.routes().join());
    }

    @Test
    void refreshBringsTheRoutesAgain() throws IOException {
        End left = end("left", "127.0.0.2", 64512, "10.0.0.1", LEFT_HOPS);
        End right = end("right", "127.0.0.3", 64600, "10.0.0.2", RIGHT_HOPS);
        Speaker a = start(
                left,
                towards(left, right)
                        .policy(p -> p.imports(RouteFilter.of(List.of(PrefixRange.parse("10.0.0.0/8+")))))
                        .build());
        Speaker b = start(right, towards(right, left).build());
        RecordingListener atA = listen(a);
        b.originate(List.of(route("10.1.0.0/16")));
        eventually(LIMIT, () -> atA.has("10.1.0.0/16"), atA::best);
        a.refresh("right");
        b.originate(List.of(route("10.2.0.0/16")));
        eventually(LIMIT, () -> atA.has("10.2.0.0/16"), atA::best);
        assertTrue(established(a));
    }

    @Test
    void strangersAreClosedAtOnceAndGarbageEndsOnlyItsConnection() throws IOException {
        End left = end("left", "127.0.0.2", 64512, "10.0.0.1", LEFT_HOPS);
        End right = end("right", "127.0.0.3", 64600, "10.0.0.2", RIGHT_HOPS);
        Speaker a =
                start(left, towards(left, right).transport(t -> t.passive(true)).build());
        try (Socket stranger =
                new Socket(left.address().toInetAddress(), left.port(), InetAddress.ofLiteral("127.0.0.9"), 0)) {
            stranger.setSoTimeout(5_000);
            assertEquals(-1, readOrReset(stranger.getInputStream()));
        }
        try (Socket garbage = new Socket(
                left.address().toInetAddress(), left.port(), right.address().toInetAddress(), 0)) {
            garbage.setSoTimeout(5_000);
            garbage.getOutputStream().write(new byte[64]);
            byte[] answer = garbage.getInputStream().readAllBytes();
            assertEquals(1, answer[0] & answer[15] & 1, "a BGP header");
            assertEquals(3, answer[answer.length - 3], "a NOTIFICATION");
            assertEquals(1, answer[answer.length - 2], "message header error");
            assertEquals(1, answer[answer.length - 1], "connection not synchronized");
        }
        Speaker b = start(right, towards(right, left).build());
        eventually(LIMIT, () -> established(a) && established(b), a::neighbours);
    }

    private static int readOrReset(InputStream in) {
        try {
            return in.read();
        } catch (IOException reset) {
            return -1;
        }
    }

    @Test
    void anAddressInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.5"))) {
            End left = new End("left", IpAddress.parse("127.0.0.5"), taken.getLocalPort(), 1, "10.0.0.1", LEFT_HOPS);
            IOException refused = assertThrows(IOException.class, () -> start(left));
            assertTrue(String.valueOf(refused.getMessage()).contains("127.0.0.5 port " + taken.getLocalPort()));
        }
    }

    @Test
    void manyRoutesArriveCompleteAndLateSubscribersSeeThemAll() throws IOException {
        End left = end("left", "127.0.0.2", 64512, "10.0.0.1", LEFT_HOPS);
        End right = end("right", "127.0.0.3", 64512, "10.0.0.2", RIGHT_HOPS);
        Speaker a = start(left, towards(left, right).build());
        Speaker b = start(right, towards(right, left).build());
        List<Origination> routes = new ArrayList<>();
        for (int index = 0; index < 20_000; index++) {
            Prefix v4 = Prefix.host(IpAddress.ofV4(0x0a000000 + index));
            Prefix v6 = Prefix.host(IpAddress.ofV6(0x2001_0db8_0000_0000L, index));
            routes.add(new Origination(v4, List.of(Community.of(1, index % 50))));
            routes.add(new Origination(v6, List.of(Community.of(2, index % 50))));
        }
        a.originate(routes);
        eventually(
                LIMIT,
                () -> b.neighbours().getFirst().families().values().stream()
                                .mapToInt(NeighbourStatus.FamilyCounts::accepted)
                                .sum()
                        == 40_000,
                b::neighbours);
        RecordingListener late = listen(b);
        eventually(LIMIT, () -> late.best().size() == 40_000, () -> late.best().size());
        a.withdraw(routes.stream().map(Origination::prefix).toList());
        eventually(LIMIT, () -> late.best().isEmpty(), () -> late.best().size());
    }
}
