package dev.warren.router.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.router.Plans;
import dev.warren.router.metrics.RouterMeter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * DESIGN section 9: the best path of 10,000 prefixes moves to another hub. From the changed best paths to the last write, in
 * a warm JVM; the bar is 500 ms, the goal 100 ms. What is asserted is generous, for other things may run on the machine.
 */
@Tag("lab")
class MoveBenchmark {
    private static final int PREFIXES_PER_FAMILY = 5_000;
    private static final int MOVES = 15;
    private static final long MILLIS_AT_MOST = 2_000;

    @TempDir
    private Path folder;

    private static List<Prefix> prefixes() {
        List<Prefix> prefixes = new ArrayList<>();
        for (int i = 0; i < PREFIXES_PER_FAMILY; i++) {
            prefixes.add(new Prefix(IpAddress.ofV4(0x64400000 + (i << 8)), 24));
            prefixes.add(new Prefix(IpAddress.ofV6(0x20010db800000000L + ((long) i << 16), 0), 48));
        }
        return prefixes;
    }

    private static Map<Prefix, Optional<dev.warren.bgp.Path>> through(String v4, String v6, String neighbour) {
        Map<Prefix, Optional<dev.warren.bgp.Path>> paths = new HashMap<>();
        for (Prefix prefix : prefixes()) {
            String nextHop = prefix.toString().contains(":") ? v6 : v4;
            paths.put(prefix, Optional.of(Plans.path(prefix.toString(), nextHop, neighbour)));
        }
        return paths;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.warren.router.edge.LabHub#wireGuards")
    void tenThousandPrefixesMoveToAnotherHub(String name, List<String> wireGuard) throws Exception {
        try (LabHub hub = new LabHub(wireGuard, folder)) {
            var throughNyc = through("10.80.0.2", "fd80:80::2", "nyc");
            var throughBer = through("10.80.0.3", "fd80:80::3", "ber");
            long first = hub.namespace.inside(() -> {
                hub.synchroniser.pass(Map.of(), 0);
                return millis(hub, throughNyc, 1);
            });
            List<Long> moves = new ArrayList<>();
            List<Long> ownMoves = new ArrayList<>();
            for (int move = 0; move < MOVES; move++) {
                boolean toBer = move % 2 == 0;
                long now = move + 2L;
                moves.add(hub.namespace.inside(() -> {
                    long millis = millis(hub, toBer ? throughBer : throughNyc, now);
                    ownMoves.add(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000);
                    return millis;
                }));
                assertOwned(hub, toBer ? hub.ber : hub.nyc);
            }
            long last = hub.namespace.inside(() -> millis(hub, none(throughNyc), MOVES + 2L));
            assertOwned(hub, hub.ber, 0);
            long median = median(moves);
            System.out.printf(
                    "MOVE of %d prefixes with %s: median %d ms of %s, our thread's CPU time %d ms; first load %d ms, withdrawal %d ms%n",
                    2 * PREFIXES_PER_FAMILY, name, median, moves, median(ownMoves), first, last);
            assertEquals(0, hub.metrics.counted(RouterMeter.FAILURES));
            assertTrue(median < MILLIS_AT_MOST, median + " ms");
        }
    }

    private static Map<Prefix, Optional<dev.warren.bgp.Path>> none(Map<Prefix, Optional<dev.warren.bgp.Path>> paths) {
        Map<Prefix, Optional<dev.warren.bgp.Path>> gone = new HashMap<>();
        paths.keySet().forEach(prefix -> gone.put(prefix, Optional.empty()));
        return gone;
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }

    private static long millis(LabHub hub, Map<Prefix, Optional<dev.warren.bgp.Path>> changes, long now) {
        long begun = System.nanoTime();
        hub.synchroniser.pass(changes, now);
        return (System.nanoTime() - begun) / 1_000_000;
    }

    private static void assertOwned(LabHub hub, PublicKey owner) throws Exception {
        assertOwned(hub, owner, 2 * PREFIXES_PER_FAMILY);
    }

    /** What the device and the kernel say themselves: with the peer's two addresses. */
    private static void assertOwned(LabHub hub, PublicKey owner, int prefixes) throws Exception {
        var installed = hub.namespace.inside(hub.edge::read);
        assertEquals(
                prefixes + 2L,
                installed.allowedIps().values().stream().filter(owner::equals).count());
        assertEquals(prefixes + 4, installed.routes().size());
    }
}
