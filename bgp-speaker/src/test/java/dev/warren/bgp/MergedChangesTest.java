package dev.warren.bgp;

import static dev.warren.bgp.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A caller who is faster than the RIB. */
class MergedChangesTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int CALLS = 10_000;

    private final RibLoop loop = new RibLoop(() -> false);
    private final List<String> done = new ArrayList<>();

    @AfterEach
    void stop() {
        loop.stop(1_000);
    }

    /** Lets what waits be done, and waits for it. */
    private List<String> run() {
        loop.start();
        CountDownLatch end = new CountDownLatch(1);
        loop.execute(() -> loop.execute(end::countDown));
        eventually(LIMIT, () -> end.getCount() == 0, () -> done);
        return done;
    }

    private MergedChanges<String, Integer> sums(int atOnce) {
        return new MergedChanges<>(loop, atOnce, Integer::sum, (key, sum) -> done.add(key + "=" + sum));
    }

    @Test
    void whatWaitsForOneKeyIsOneCommand() {
        MergedChanges<String, Integer> sums = sums(10);
        for (int call = 0; call < CALLS; call++) {
            sums.add(call % 2 == 0 ? "even" : "odd", 1);
        }
        assertEquals(1, loop.waiting());
        assertEquals(List.of("even=" + CALLS / 2, "odd=" + CALLS / 2), run());
    }

    @Test
    void theLastOneCountsWhereTheyDontAddUp() {
        MergedChanges<String, Integer> last = MergedChanges.last(loop, 10, (key, value) -> done.add(key + "=" + value));
        last.add(List.of("a", "b", "a"), key -> key, String::hashCode);
        last.add("a", 7);
        last.add(List.of(), (String key) -> key, _ -> 0);
        assertEquals(List.of("a=7", "b=" + "b".hashCode()), run());
    }

    /** Between them is room for what others want done. */
    @Test
    void manyAreDoneAFewAtOnce() {
        MergedChanges<Integer, Integer> changes =
                MergedChanges.last(loop, 2, (key, _) -> done.add(Integer.toString(key)));
        changes.add(List.of(1, 2, 3), key -> key, key -> key);
        loop.execute(() -> done.add("other"));
        assertEquals(List.of("1", "2", "other", "3"), run());
    }

    @Test
    void oneThatFailsKeepsNoneFromBeingDone() {
        MergedChanges<Integer, Integer> changes = MergedChanges.last(loop, 10, (key, _) -> {
            if (key == 2) {
                throw new IllegalStateException("of the test");
            }
            done.add(Integer.toString(key));
        });
        changes.add(List.of(1, 2, 3), key -> key, key -> key);
        assertEquals(List.of("1", "3"), run());
    }

    /** All calls of the API that change something: while the RIB is busy, they cost by neighbour, prefix and next hop. */
    @Test
    void aBusyRibHasNoQueueOfTheApisCalls() throws Exception {
        List<NeighbourConfig> configs =
                List.of(OpenSpeaker.neighbour("127.0.0.2", 64_601), OpenSpeaker.neighbour("::1", 64_602));
        List<String> names = configs.stream().map(NeighbourConfig::name).toList();
        Policies open = Policies.of(RouteFilter.acceptAll(), RouteFilter.acceptAll());
        AtomicInteger waiting = new AtomicInteger();
        try (RunningSpeaker speaker = RunningSpeaker.start(
                new SpeakerConfig(Asn.of(64512), RouterId.parse("10.0.0.1"), List.of(), configs))) {
            CountDownLatch busy = new CountDownLatch(1);
            CountDownLatch called = new CountDownLatch(1);
            speaker.subscribe(_ -> {
                busy.countDown();
                await(called);
            });
            speaker.originate(List.of(Origination.of(Prefix.parse("10.0.0.0/8"))));
            await(busy);
            for (int call = 0; call < CALLS; call++) {
                speaker.changePolicies(Map.of(names.get(call % 2), open));
                speaker.gracefulShutdown(names, call % 3 == 0);
                speaker.nextHopMetrics(Map.of(
                        IpAddress.parse("192.0.2.1"),
                        OptionalLong.of(call),
                        IpAddress.parse("2001:db8::1"),
                        OptionalLong.empty()));
            }
            waiting.set(speaker.waiting());
            called.countDown();
        }
        assertTrue(waiting.get() < 100, () -> waiting + " commands wait");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
