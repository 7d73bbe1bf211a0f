package dev.warren.bgp;

import static dev.warren.bgp.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.session.StateChange;
import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.NotificationCode;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What people see of a speaker: its stream of events, and the record of a neighbour. */
class EventStreamTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final InetAddress OWN = InetAddress.ofLiteral("127.0.0.31");
    private static final String PEER = "127.0.0.32";

    private static InetSocketAddress free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, OWN)) {
            return new InetSocketAddress(OWN, socket.getLocalPort());
        }
    }

    private static Speaker start(InetSocketAddress listening, RouteFilter imports) throws IOException {
        NeighbourConfig neighbour = NeighbourConfig.builder("peer", IpAddress.parse(PEER), Asn.of(64600))
                .transport(t -> t.passive(true).localAddress(IpAddress.of(OWN)))
                .policy(p -> p.imports(imports).exports(RouteFilter.acceptAll()))
                .build();
        return Speaker.start(
                new SpeakerConfig(Asn.of(64512), RouterId.parse("10.0.0.1"), List.of(listening), List.of(neighbour)));
    }

    private static List<Origination> routes(IpFamily family, int count) {
        return IntStream.range(0x0a000000, 0x0a000000 + count)
                .mapToObj(low ->
                        family == IpFamily.V4 ? IpAddress.ofV4(low) : IpAddress.ofV6(0x2001_0db8_0000_0000L, low))
                .map(address -> Origination.of(Prefix.host(address)))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whoIsSlowMissesNoBestPathAndDelaysNobody(IpFamily family) throws Exception {
        try (Speaker speaker = start(free(), RouteFilter.acceptAll());
                EventStream slow = speaker.stream(100);
                EventStream idle = speaker.stream(4)) {
            RecordingListener quick = new RecordingListener();
            speaker.subscribe(quick);
            speaker.originate(routes(family, 5_000));
            eventually(LIMIT, () -> quick.best().size() == 5_000, quick::best);
            Set<Prefix> seen = new HashSet<>();
            while (seen.size() < 5_000) {
                List<SpeakerEvent> some = slow.await(LIMIT);
                assertTrue(!some.isEmpty() && some.size() <= 100, () -> seen.size() + " and then " + some.size());
                for (SpeakerEvent event : some) {
                    if (event instanceof SpeakerEvent.BestPathChanged change) {
                        seen.add(change.prefix());
                    }
                }
            }
            assertEquals(0, slow.lost());
            assertTrue(idle.poll().size() <= 4);
        }
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whatIsTooMuchIsCounted(IpFamily family) throws Exception {
        InetSocketAddress listening = free();
        try (Speaker speaker = start(listening, RouteFilter.denyAll());
                EventStream stream = speaker.stream(50);
                RawNeighbour raw = RawNeighbour.established(PEER, listening, 64600, 90)) {
            for (int index = 0; index < 200; index++) {
                raw.send(
                        family == IpFamily.V4
                                ? Announcements.of("10.1." + index + ".0/24", 64600, "192.0.2.9")
                                : Announcements.of("2001:db8:" + index + "::/48", 64600, "2001:db8::9"));
            }
            eventually(LIMIT, () -> stream.lost() > 0 && refused(speaker) == 200, speaker::neighbours);
            long lost = stream.lost();
            List<SpeakerEvent> kept = stream.poll();
            assertEquals(50, kept.size());
            long changes = kept.stream()
                    .filter(SpeakerEvent.SessionChanged.class::isInstance)
                    .count();
            assertEquals(200, lost + kept.size() - changes);
            assertEquals(List.of(), closed(speaker).await(LIMIT));
        }
    }

    private static EventStream closed(Speaker speaker) {
        try (EventStream stream = speaker.stream(4)) {
            return stream;
        }
    }

    private static int refused(Speaker speaker) {
        return speaker.neighbours().getFirst().families().values().stream()
                .mapToInt(NeighbourStatus.FamilyCounts::refused)
                .sum();
    }

    @Test
    void aNeighboursRecordTellsWhatWasSaidAndWhyItEnded() throws Exception {
        InetSocketAddress listening = free();
        try (Speaker speaker = start(listening, RouteFilter.acceptAll())) {
            try (EventStream stream = speaker.stream(100);
                    RawNeighbour raw = RawNeighbour.established(PEER, listening, 64600, 90)) {
                raw.send(Announcements.of("10.1.0.0/24", 64600, "192.0.2.9"));
                raw.send(Announcements.of("10.1.1.0/24", 64600, "192.0.2.9"));
                raw.send(Announcements.withoutAttributes("10.1.1.0/24"));
                eventually(
                        LIMIT, () -> only(speaker).traffic().malformed().treatedAsWithdraw() == 1, speaker::neighbours);
                raw.send(Notification.of(NotificationCode.ADMINISTRATIVE_RESET));
                eventually(LIMIT, () -> only(speaker).history().dropped() == 1, speaker::neighbours);
                Map<Class<?>, Integer> told = new HashMap<>();
                eventually(
                        LIMIT,
                        () -> {
                            stream.poll().forEach(event -> told.merge(event.getClass(), 1, Integer::sum));
                            return told.containsKey(SpeakerEvent.Notified.class)
                                    && told.getOrDefault(SpeakerEvent.SessionChanged.class, 0) >= 3;
                        },
                        told::toString);
                assertEquals(1, told.get(SpeakerEvent.Notified.class), told::toString);
            }
            NeighbourStatus status = only(speaker);
            assertEquals(1, status.traffic().received().opens());
            assertEquals(3, status.traffic().received().updates());
            assertEquals(1, status.traffic().received().keepalives());
            assertEquals(1, status.traffic().received().notifications());
            assertEquals(1, status.traffic().sent().opens());
            assertTrue(status.traffic().sent().updates() >= 1, status::toString);
            assertTrue(status.traffic().sent().octets() > 100, status::toString);
            List<StateChange> changes = status.history().changes();
            StateChange end = changes.stream()
                    .filter(change -> change.from() == SessionState.ESTABLISHED)
                    .findFirst()
                    .orElseThrow();
            assertTrue(end.reason().contains("6/4 administrative reset"), end::toString);
            assertEquals(1, status.established());
            assertTrue(
                    status.history().received().orElseThrow().notification().is(NotificationCode.ADMINISTRATIVE_RESET));
            for (int index = 1; index < changes.size(); index++) {
                assertEquals(changes.get(index - 1).to(), changes.get(index).from());
            }
        }
    }

    private static NeighbourStatus only(Speaker speaker) {
        return speaker.neighbours().getFirst();
    }
}
