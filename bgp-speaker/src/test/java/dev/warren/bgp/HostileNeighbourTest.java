package dev.warren.bgp;

import static dev.warren.bgp.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.policy.NextHops;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.Announcement;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Capability;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.PathAttributesBuilder;
import dev.warren.bgp.wire.RouteRefresh;
import dev.warren.bgp.wire.Update;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import dev.warren.net.RouterId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Neighbours and strangers that misbehave, over real TCP on loopback, and callers that do. */
@Tag("slow")
class HostileNeighbourTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String THEIRS = "127.0.0.23";
    private static final Prefix TAKEN = Prefix.parse("10.1.0.0/16");

    private final List<Speaker> running = new ArrayList<>();
    private InetSocketAddress listening = new InetSocketAddress(0);

    @AfterEach
    void stopAll() {
        running.forEach(Speaker::close);
    }

    private Speaker start(String listen, UnaryOperator<NeighbourConfig.Builder> more) throws IOException {
        InetAddress address = InetAddress.ofLiteral(listen);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, address)) {
            port = free.getLocalPort();
        }
        NeighbourConfig.Builder neighbour = NeighbourConfig.builder("raw", IpAddress.parse(THEIRS), Asn.of(64600))
                .transport(t -> t.passive(true))
                .policy(p -> p.nextHops(NextHops.of(IpAddress.parse("192.0.2.1")))
                        .imports(RouteFilter.of(
                                List.of(PrefixRange.parse("10.0.0.0/8+"), PrefixRange.parse("2001:db8::/32+"))))
                        .exports(RouteFilter.acceptAll()));
        Speaker speaker = Speaker.start(new SpeakerConfig(
                Asn.of(64512),
                RouterId.parse("10.0.0.1"),
                List.of(new InetSocketAddress(address, port)),
                List.of(more.apply(neighbour).build())));
        running.add(speaker);
        listening =
                new InetSocketAddress(address.isAnyLocalAddress() ? InetAddress.ofLiteral("127.0.0.1") : address, port);
        return speaker;
    }

    private RawNeighbour connect(int holdTime) throws IOException {
        return RawNeighbour.established(THEIRS, listening, 64600, holdTime);
    }

    private static NeighbourStatus status(Speaker speaker) {
        return speaker.neighbours().getFirst();
    }

    private static void awaitState(Speaker speaker, SessionState state) {
        eventually(LIMIT, () -> status(speaker).state() == state, () -> status(speaker));
    }

    /** Far more than the buffers of a socket hold. */
    private static List<Origination> manyRoutes() {
        List<Origination> routes = new ArrayList<>();
        for (int index = 0; index < 150_000; index++) {
            List<Community> communities = new ArrayList<>();
            for (int count = 0; count < 50; count++) {
                communities.add(new Community(index + count * 1_000_000));
            }
            routes.add(new Origination(Prefix.host(IpAddress.ofV4(0x0a000000 + index)), communities));
        }
        return routes;
    }

    /** One that the import filter passes. */
    private static Prefix taken(IpFamily family, int number) {
        return Prefix.parse(
                String.format(Locale.ROOT, family == IpFamily.V4 ? "10.%d.0.0/16" : "2001:db8:%d::/48", number));
    }

    /** One that it stops. */
    private static Prefix refused(IpFamily family) {
        return Prefix.parse(family == IpFamily.V4 ? "192.168.0.0/16" : "2001:dba::/32");
    }

    private static PathAttributesBuilder attributes(IpFamily family) {
        return PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(64600)))
                .nextHop(IpAddress.parse(family == IpFamily.V4 ? "192.0.2.9" : "2001:db8::9"));
    }

    /** Prefixes of one family. */
    private static Update announcement(Prefix... prefixes) {
        return Announcement.of(
                List.of(prefixes), attributes(prefixes[0].family()).build());
    }

    private static Update withdrawal(Prefix prefix) {
        boolean v4 = prefix.family() == IpFamily.V4;
        List<Prefix> gone = List.of(prefix);
        Optional<Update.MpUnreach> unreach =
                v4 ? Optional.empty() : Optional.of(new Update.MpUnreach(AddressFamily.IPV6_UNICAST, gone, false));
        return new Update(v4 ? gone : List.of(), Optional.empty(), List.of(), Optional.empty(), unreach, List.of());
    }

    @Test
    void oneThatStopsReadingEndsBySendHold() throws IOException {
        Speaker speaker = start("127.0.0.22", neighbour -> neighbour.timers(t -> t.sendHold(Duration.ofSeconds(2))));
        speaker.originate(manyRoutes());
        try (RawNeighbour _ = connect(0xffff)) {
            awaitState(speaker, SessionState.ESTABLISHED);
            eventually(
                    LIMIT,
                    () -> status(speaker).lastError().stream().anyMatch(error -> error.contains("send hold timer")),
                    () -> status(speaker));
        }
    }

    @Test
    void oneThatTricklesAMessageEndsByHold() throws Exception {
        Speaker speaker = start("127.0.0.22", UnaryOperator.identity());
        try (RawNeighbour neighbour = connect(3)) {
            awaitState(speaker, SessionState.ESTABLISHED);
            CompletableFuture<byte[]> notification = new CompletableFuture<>();
            Thread reader = Thread.ofVirtual().start(() -> {
                try {
                    notification.complete(neighbour.readUntil(RawNeighbour.NOTIFICATION));
                } catch (IOException closed) {
                    notification.completeExceptionally(closed);
                }
            });
            byte[] marker = {-1};
            for (int count = 0; count < 15 && !notification.isDone(); count++) {
                neighbour.sendOctets(marker, 1);
                LockSupport.parkNanos(500_000_000);
            }
            assertArrayEquals(new byte[] {4, 0}, notification.get(10, TimeUnit.SECONDS));
            reader.join();
        }
    }

    @Test
    void aStormOfConnectionsEndsAndTheNeighbourComesBack() throws IOException {
        Speaker speaker =
                start("127.0.0.22", neighbour -> neighbour.timers(t -> t.connectRetry(Duration.ofMillis(500))));
        List<RawNeighbour> storm = new ArrayList<>();
        try {
            for (int count = 0; count < 300; count++) {
                storm.add(new RawNeighbour(THEIRS, listening, 4_096));
            }
        } finally {
            for (RawNeighbour one : storm) {
                one.close();
            }
        }
        eventually(
                LIMIT,
                () -> {
                    try (RawNeighbour _ = connect(90)) {
                        awaitState(speaker, SessionState.ESTABLISHED);
                        return true;
                    } catch (IOException stillPausing) {
                        return false;
                    }
                },
                () -> status(speaker));
    }

    @Test
    void aThousandStrangersDontKeepTheNeighbourOut() throws IOException {
        Speaker speaker = start("127.0.0.22", UnaryOperator.identity());
        List<RawNeighbour> strangers = new ArrayList<>();
        try {
            for (int count = 0; count < 1_000; count++) {
                strangers.add(new RawNeighbour("127.0.0.99", listening, 4_096));
            }
            try (RawNeighbour _ = connect(90)) {
                awaitState(speaker, SessionState.ESTABLISHED);
            }
        } finally {
            for (RawNeighbour one : strangers) {
                one.close();
            }
        }
    }

    @Test
    void aListenerOnTheIpv6WildcardTakesIpv4Neighbours() throws IOException {
        Speaker speaker = start("::", UnaryOperator.identity());
        try (RawNeighbour _ = connect(90)) {
            awaitState(speaker, SessionState.ESTABLISHED);
            assertEquals(
                    IpAddress.parse("127.0.0.1"),
                    status(speaker).session().orElseThrow().localAddress());
        }
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void oneThatFillsTheMemoryWithAttributesEndsAndIsToldWhy(IpFamily family) throws IOException {
        Speaker speaker = start("127.0.0.22", neighbour -> neighbour.limits(l -> l.attributeOctets(1 << 16)));
        RecordingListener listener = new RecordingListener();
        speaker.subscribe(listener);
        try (RawNeighbour neighbour = connect(90)) {
            for (int index = 0; index < 20; index++) {
                neighbour.send(heavy(taken(family, index), index));
            }
            assertArrayEquals(new byte[] {6, 8}, neighbour.readUntil(RawNeighbour.NOTIFICATION));
        }
        SpeakerEvent exceeded = new SpeakerEvent.AttributeLimitExceeded("raw", 1 << 16);
        eventually(LIMIT, () -> listener.others().contains(exceeded), () -> status(speaker));
    }

    /** Routes with 4 KB of communities each, none of them the same. */
    private static Update heavy(Prefix prefix, int first) {
        List<Community> communities = new ArrayList<>();
        for (int count = 0; count < 900; count++) {
            communities.add(new Community(first * 1_000 + count));
        }
        return Announcement.of(
                prefix, attributes(prefix.family()).communities(communities).build());
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void refusalsStandUntilTheyEnd(IpFamily family) throws IOException {
        Speaker speaker = start("127.0.0.22", UnaryOperator.identity());
        RecordingListener listener = new RecordingListener();
        speaker.subscribe(listener);
        try (RawNeighbour neighbour = connect(90)) {
            Prefix good = taken(family, 1);
            Prefix bad = refused(family);
            neighbour.send(announcement(good, bad));
            neighbour.send(announcement(good, bad));
            eventually(LIMIT, () -> listener.has(good.toString()), listener::best);
            eventually(LIMIT, () -> !speaker.refusals().join().isEmpty(), () -> status(speaker));
            SpeakerEvent.RouteRefused refusal = speaker.refusals().join().getFirst();
            assertEquals(bad, refusal.prefix());
            neighbour.send(withdrawal(bad));
            eventually(
                    LIMIT,
                    () -> speaker.refusals().join().isEmpty(),
                    () -> speaker.refusals().join());
            assertEquals(1, listener.others().stream().filter(refusal::equals).count());
        }
    }

    @Test
    void whatAListenerThrowsStopsNothing() throws IOException {
        Speaker speaker = start("127.0.0.22", UnaryOperator.identity());
        speaker.subscribe(_ -> {
            throw new StackOverflowError("thrown by the test");
        });
        RecordingListener other = new RecordingListener();
        speaker.subscribe(other);
        speaker.originate(List.of(Origination.of(TAKEN)));
        eventually(LIMIT, () -> other.has(TAKEN.toString()), other::best);
    }

    @Test
    void everySnapshotIsAnsweredThoughTheSpeakerCloses() throws Exception {
        for (int round = 0; round < 20; round++) {
            Speaker speaker = start("127.0.0.22", UnaryOperator.identity());
            speaker.originate(List.of(Origination.of(TAKEN)));
            CompletableFuture<Void> closing = CompletableFuture.runAsync(speaker::close);
            List<CompletableFuture<?>> answers = new ArrayList<>();
            while (!closing.isDone()) {
                answers.add(speaker.routes());
                answers.add(speaker.refusals());
            }
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(5, TimeUnit.SECONDS);
            speaker.refresh("raw");
            speaker.originate(List.of(Origination.of(TAKEN)));
            assertEquals(List.of(), speaker.routes().join());
        }
    }

    /** RFC 7313 section 4: a refresh that isn't ended is over after a time; what it confirmed stays. */
    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void aRefreshThatIsNeverEndedIsOverAfterATime(IpFamily family) throws IOException {
        Speaker speaker = start("127.0.0.22", neighbour -> neighbour.timers(t -> t.refresh(Duration.ofSeconds(1))));
        try (RawNeighbour neighbour = RawNeighbour.refreshing(THEIRS, listening, 64600)) {
            neighbour.send(announcement(taken(family, 1), taken(family, 2)));
            eventually(LIMIT, () -> speaker.routes().join().size() == 2, () -> status(speaker));
            for (int count = 0; count < 1_000; count++) {
                neighbour.send(new RouteRefresh(AddressFamily.unicast(family), RouteRefresh.BEGIN));
            }
            neighbour.send(announcement(taken(family, 1)));
            eventually(LIMIT, () -> speaker.routes().join().size() == 1, () -> status(speaker));
            awaitState(speaker, SessionState.ESTABLISHED);
            assertEquals(taken(family, 1), speaker.routes().join().getFirst().prefix());
        }
    }

    /** RFC 7313 section 4: who restarts gracefully ends its first answer before it begins another one. */
    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void aRefreshThatBeginsBeforeEndOfRibIsIgnored(IpFamily family) throws IOException {
        Speaker speaker = start("127.0.0.22", neighbour -> neighbour.policy(p -> p.imports(RouteFilter.acceptAll())));
        boolean v4 = family == IpFamily.V4;
        String form = v4 ? "10.%d.0.0/16" : "2001:db8:%d::/48";
        String hop = v4 ? "192.0.2.9" : "2001:db8:9::9";
        Capability restarts = new Capability.GracefulRestart(false, false, 120, List.of());
        try (RawNeighbour neighbour = RawNeighbour.refreshing(THEIRS, listening, 64600, restarts)) {
            IntFunction<Update> route =
                    number -> Announcements.of(String.format(Locale.ROOT, form, number), 64600, hop);
            neighbour.send(route.apply(1));
            neighbour.send(route.apply(2));
            refresh(neighbour, family, route.apply(1));
            neighbour.send(route.apply(3));
            eventually(LIMIT, () -> speaker.routes().join().size() == 3, () -> status(speaker));

            neighbour.send(Update.endOfRib(family));
            refresh(neighbour, family, route.apply(1));
            eventually(LIMIT, () -> speaker.routes().join().size() == 1, () -> status(speaker));
        }
    }

    private static void refresh(RawNeighbour neighbour, IpFamily family, Update confirmed) throws IOException {
        neighbour.send(new RouteRefresh(AddressFamily.unicast(family), RouteRefresh.BEGIN));
        neighbour.send(confirmed);
        neighbour.send(new RouteRefresh(AddressFamily.unicast(family), RouteRefresh.END));
    }

    /** What the first policy stopped isn't kept, and can't be asked for: whoever changes the policy must hear of it. */
    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whoCantRefreshIsReportedWhenAPolicyChanges(IpFamily family) throws IOException {
        Speaker speaker = start("127.0.0.22", UnaryOperator.identity());
        RecordingListener listener = new RecordingListener();
        speaker.subscribe(listener);
        Policies open = Policies.of(RouteFilter.acceptAll(), RouteFilter.acceptAll());
        try (RawNeighbour plain = connect(90)) {
            plain.send(announcement(refused(family)));
            eventually(LIMIT, () -> !speaker.refusals().join().isEmpty(), () -> status(speaker));
            speaker.changePolicies(Map.of("raw", open));
            SpeakerEvent wanted = new SpeakerEvent.RefreshUnsupported("raw");
            eventually(LIMIT, () -> listener.others().contains(wanted), listener::others);
            awaitState(speaker, SessionState.ESTABLISHED);
        }
    }

    @Test
    void addressesThatNoConnectionShowsAreRefused() {
        for (String address : List.of("::ffff:192.0.2.1", "0.0.0.0", "ff02::1")) {
            NeighbourConfig.Builder builder = NeighbourConfig.builder("odd", IpAddress.parse(address), Asn.of(64600));
            assertThrows(IllegalArgumentException.class, builder::build, address);
        }
    }

    @Test
    void twoNeighboursOfOneAddressAreRefused() {
        NeighbourConfig one = NeighbourConfig.builder("one", IpAddress.parse(THEIRS), Asn.of(64600))
                .build();
        NeighbourConfig two = NeighbourConfig.builder("two", IpAddress.parse(THEIRS), Asn.of(64601))
                .build();
        assertThrows(
                IllegalArgumentException.class,
                () -> new SpeakerConfig(Asn.of(64512), RouterId.parse("10.0.0.1"), List.of(), List.of(one, two)));
    }
}
