package dev.warren.bgp;

import static dev.warren.bgp.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.fsm.PeerAs;
import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Dynamic neighbours that are to stay down for a time, or until an operator says otherwise: being forgotten is no way around that. */
class HeldNeighboursTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration LONG = Duration.ofHours(1);
    private static final String SPOKE = "127.51.0.1";
    private static final String OTHER = "127.51.0.2";

    private InetSocketAddress listening = new InetSocketAddress(0);

    /** Takes one prefix from each of them. */
    private Speaker start(String own, String range, int limit, Duration linger, Duration restart) throws IOException {
        listening = OpenSpeaker.free(own);
        NeighbourGroup spokes = new NeighbourGroup(
                "spokes",
                spoke -> spoke.transport(t -> t.localAddress(IpAddress.parse(own)))
                        .policy(p -> p.imports(RouteFilter.acceptAll()).exports(RouteFilter.acceptAll()))
                        .limits(l -> l.accepted(1).restart(restart)));
        return Speaker.start(SpeakerConfig.builder(Asn.of(64512), RouterId.parse("10.0.0.1"))
                .listen(listening)
                .ranges(List.of(new NeighbourRange(
                        Prefix.parse(range), Optional.empty(), PeerAs.anyExternal(), spokes, limit, linger)))
                .build());
    }

    private Speaker start(int limit) throws IOException {
        return start("127.0.0.34", "127.51.0.0/16", limit, Duration.ofMinutes(10), LONG);
    }

    private RawNeighbour come(String from) throws IOException {
        return RawNeighbour.established(from, listening, 65_001, 90);
    }

    /** Announces more than it may. */
    private void exceed(String from, IpFamily family) throws IOException {
        try (RawNeighbour spoke = come(from)) {
            announceTooMuch(spoke, family);
            spoke.readUntil(RawNeighbour.NOTIFICATION);
        }
    }

    private static void announceTooMuch(RawNeighbour spoke, IpFamily family) throws IOException {
        for (int index = 1; index <= 2; index++) {
            spoke.send(
                    family == IpFamily.V4
                            ? Announcements.of("10." + index + ".0.0/16", 65_001, "192.0.2.9")
                            : Announcements.of("2001:db8:" + index + "::/48", 65_001, "2001:db8::9"));
        }
    }

    private static List<String> names(Speaker speaker) {
        return speaker.neighbours().stream().map(NeighbourStatus::name).toList();
    }

    private static boolean isUp(Speaker speaker, String address) {
        return speaker.neighbours().stream()
                .anyMatch(status ->
                        status.name().equals("spokes-" + address) && status.state() == SessionState.ESTABLISHED);
    }

    /** It could come back at once when it is forgotten, which would be after a second; refused is refused as long as anybody tries. */
    @ParameterizedTest
    @CsvSource({"127.0.0.34, 127.51.0.0/16, 127.51.0.1, V4", "::1, ::1/128, ::1, V6"})
    void whoExceededALimitStaysDownLongerThanHeLingers(String own, String range, String spoke, IpFamily family)
            throws IOException {
        Duration linger = Duration.ofSeconds(1);
        try (Speaker speaker = start(own, range, 1, linger, LONG)) {
            exceed(spoke, family);
            long end = System.nanoTime() + linger.multipliedBy(3).toNanos();
            int tries = 0;
            while (System.nanoTime() < end) {
                assertThrows(IOException.class, () -> come(spoke));
                tries++;
            }
            assertEquals(List.of("spokes-" + spoke), names(speaker), "after " + tries);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoExceedsALimitAndLeavesBeforeThatIsSeenStaysDownToo(IpFamily family) throws IOException {
        CountDownLatch left = new CountDownLatch(1);
        try (Speaker speaker = start(1)) {
            exceedAndLeave(speaker, family, left);
            left.countDown();
            eventually(LIMIT, () -> isHeld(speaker, SPOKE), speaker::neighbours);
            assertThrows(IOException.class, () -> come(SPOKE));
            assertEquals(List.of("spokes-" + SPOKE), names(speaker));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoExceedsALimitAndIsBackBeforeThatIsSeenIsSentAway(IpFamily family) throws IOException {
        CountDownLatch back = new CountDownLatch(1);
        try (Speaker speaker = start(1)) {
            exceedAndLeave(speaker, family, back);
            try (RawNeighbour spoke = come(SPOKE)) {
                back.countDown();
                spoke.readUntil(RawNeighbour.NOTIFICATION);
            }
            assertThrows(IOException.class, () -> come(SPOKE));
            assertEquals(List.of("spokes-" + SPOKE), names(speaker));
        }
    }

    /** A subscriber holds the RIB's thread until then, so that what is announced is looked at when the connection is long closed. */
    private void exceedAndLeave(Speaker speaker, IpFamily family, CountDownLatch then) throws IOException {
        CountDownLatch held = new CountDownLatch(1);
        Speaker.Subscribed _ = speaker.subscribe(events -> {
            if (events.stream().anyMatch(HeldNeighboursTest::isEstablished)) {
                held.countDown();
                await(then);
            }
        });
        try (RawNeighbour spoke = come(SPOKE)) {
            await(held);
            announceTooMuch(spoke, family);
            spoke.finish();
            eventually(LIMIT, () -> hasLeft(speaker, SPOKE), speaker::neighbours);
        }
    }

    private static boolean isEstablished(SpeakerEvent event) {
        return event instanceof SpeakerEvent.SessionChanged(var _, var _, var to, var _)
                && to == SessionState.ESTABLISHED;
    }

    private static void await(CountDownLatch latch) {
        assertTrue(assertDoesNotThrow(() -> latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)));
    }

    private static boolean hasLeft(Speaker speaker, String address) {
        return speaker.neighbours().stream()
                .anyMatch(status -> status.name().equals("spokes-" + address)
                        && status.history().dropped() == 1);
    }

    private static boolean isHeld(Speaker speaker, String address) {
        return speaker.neighbours().stream()
                .anyMatch(status -> status.name().equals("spokes-" + address)
                        && status.history().toString().contains("more than 1 prefixes"));
    }

    @ParameterizedTest
    @EnumSource
    void whoExceededALimitMakesRoomAndStillStaysDown(IpFamily family) throws IOException {
        try (Speaker speaker = start(1)) {
            exceed(SPOKE, family);
            try (RawNeighbour _ = come(OTHER)) {
                eventually(LIMIT, () -> isUp(speaker, OTHER), speaker::neighbours);
                assertEquals(List.of("spokes-" + OTHER), names(speaker));
            }
            eventually(LIMIT, () -> !isUp(speaker, OTHER), speaker::neighbours);
            assertThrows(IOException.class, () -> come(SPOKE));
            assertEquals(List.of("spokes-" + OTHER), names(speaker));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoseTimeIsOverMayComeAgain(IpFamily family) throws IOException {
        Duration restart = Duration.ofMillis(500);
        try (Speaker speaker = start("127.0.0.34", "127.51.0.0/16", 1, Duration.ofMinutes(10), restart)) {
            exceed(SPOKE, family);
            come(OTHER).close();
            eventually(LIMIT, () -> comes(SPOKE), speaker::neighbours);
        }
    }

    private boolean comes(String from) {
        try (RawNeighbour _ = come(from)) {
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void whoIsShutDownKeepsHisPlaceUntilHeIsBroughtUp() throws IOException {
        try (Speaker speaker = start(1)) {
            try (RawNeighbour spoke = come(SPOKE)) {
                eventually(LIMIT, () -> isUp(speaker, SPOKE), speaker::neighbours);
                speaker.shutDown("spokes-" + SPOKE, "").join();
                spoke.readUntil(RawNeighbour.NOTIFICATION);
            }
            assertThrows(IOException.class, () -> come(OTHER));
            assertThrows(IOException.class, () -> come(SPOKE));
            speaker.bringUp("spokes-" + SPOKE);
            eventually(LIMIT, () -> comes(SPOKE), speaker::neighbours);
            eventually(LIMIT, () -> comes(OTHER), speaker::neighbours);
        }
    }

    @Test
    void whoIsShutDownAndRemovedLeavesHisPlace() throws IOException {
        try (Speaker speaker = start(1)) {
            come(SPOKE).close();
            speaker.shutDown("spokes-" + SPOKE, "").join();
            assertThrows(IOException.class, () -> come(OTHER));
            speaker.remove("spokes-" + SPOKE).join();
            try (RawNeighbour _ = come(OTHER)) {
                eventually(LIMIT, () -> isUp(speaker, OTHER), speaker::neighbours);
            }
            assertEquals(List.of("spokes-" + OTHER), names(speaker));
        }
    }
}
