package dev.warren.router.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.netlink.Errno;
import dev.warren.linux.netlink.Route;
import dev.warren.linux.netlink.RouteChange;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KernelRoutesTest {
    private static final FibTable TABLE = new FibTable(51820, 182);
    private static final FibTarget TUNNEL = new FibTarget.TunnelInterface(7);
    private static final FibTarget GATEWAY = new FibTarget.Gateway(3, IpAddress.parse("2001:db8::2"));
    private static final Prefix ONE = Prefix.parse("10.1.0.0/16");
    private static final Prefix TWO = Prefix.parse("fd02::/16");

    private final FakeKernel kernel = new FakeKernel();
    private final KernelRoutes routes = new KernelRoutes(kernel, TABLE);

    private static Set<Route> expected(Map<Prefix, FibTarget> wanted) {
        RoutePlanner planner = new RoutePlanner(TABLE);
        Set<Route> all = new HashSet<>();
        wanted.forEach((prefix, target) -> all.add(planner.route(prefix, target)));
        for (IpFamily family : IpFamily.values()) {
            all.add(planner.lastResort(family));
        }
        return all;
    }

    @Test
    void theLastResortIsRepairedInBothFamilies() throws IOException {
        assertEquals(2, routes.repair());
        assertEquals(expected(Map.of()), new HashSet<>(kernel.routes));
        assertEquals(0, routes.repair());
        kernel.routes.removeIf(route -> route.destination().equals(Prefix.DEFAULT_V6));
        assertEquals(1, routes.repair());
        assertEquals(expected(Map.of()), new HashSet<>(kernel.routes));
    }

    @Test
    void aLastResortThatLeadsSomewhereIsReplaced() throws IOException {
        routes.repair();
        kernel.routes.clear();
        kernel.routes.add(Route.onto(Prefix.DEFAULT_V4, 51820, 182, FibTable.LAST_RESORT_METRIC, 9));
        kernel.journal.clear();
        assertEquals(2, routes.repair());
        assertInstanceOf(RouteChange.Replace.class, kernel.journal.getFirst());
        assertEquals(expected(Map.of()), new HashSet<>(kernel.routes));
    }

    @Test
    void routesOfOurProtocolInAFormThatWeNeverWriteAreRemoved() throws IOException {
        kernel.routes.add(Route.onto(ONE, 51820, 182, 5, 9));
        kernel.routes.add(Route.onto(TWO, 51820, 182, FibTable.METRIC, 9));
        assertEquals(3, routes.repair());
        assertEquals(
                Map.of(TWO, new FibTarget.TunnelInterface(9)), routes.read().ours());
    }

    @Test
    void whatIsThereAlreadyIsNotWritten() throws IOException {
        Map<Prefix, FibTarget> wanted = Map.of(ONE, TUNNEL, TWO, GATEWAY);
        routes.put(wanted);
        kernel.journal.clear();
        assertEquals(wanted, routes.read().ours());
        assertEquals(Set.of(), routes.put(wanted));
        assertEquals(List.of(), kernel.journal);
    }

    @Test
    void aRouteThatLeadsElsewhereIsReplacedWithoutAGap() throws IOException {
        routes.put(Map.of(ONE, TUNNEL));
        kernel.journal.clear();
        routes.put(Map.of(ONE, GATEWAY));
        assertEquals(1, kernel.journal.size());
        assertInstanceOf(RouteChange.Replace.class, kernel.journal.getFirst());
    }

    @Test
    void aForeignRouteKeepsItsPlaceAndTheOthersAreWritten() throws IOException {
        Route inTheWay = Route.onto(ONE, 51820, 4, FibTable.METRIC, 9);
        Route beside = Route.onto(Prefix.parse("10.9.0.0/16"), 51820, 4, 0, 9);
        kernel.routes.addAll(List.of(inTheWay, beside));
        assertEquals(Set.of(inTheWay, beside), routes.read().foreign());
        kernel.journal.clear();
        assertEquals(Set.of(ONE), routes.put(Map.of(ONE, TUNNEL, TWO, TUNNEL)));
        assertEquals(1, kernel.journal.size(), "the place is known to be taken");
        assertEquals(Map.of(TWO, TUNNEL), routes.read().ours());
        kernel.routes.remove(inTheWay);
        routes.read();
        assertEquals(Set.of(), routes.put(Map.of(ONE, TUNNEL)));
        routes.clear();
        assertEquals(List.of(beside), kernel.routes);
    }

    @Test
    void aForeignRouteThatCameSinceTheLastLookBlocksToo() throws IOException {
        routes.read();
        kernel.routes.add(Route.onto(ONE, 51820, 4, FibTable.METRIC, 9));
        assertEquals(Set.of(ONE), routes.put(Map.of(ONE, TUNNEL, TWO, TUNNEL)));
        assertEquals(Map.of(TWO, TUNNEL), routes.read().ours());
    }

    @Test
    void aForeignRouteInThePlaceOfTheLastResortStays() throws IOException {
        Route theirs = Route.unreachable(Prefix.DEFAULT_V6, 51820, 4, FibTable.LAST_RESORT_METRIC);
        kernel.routes.add(theirs);
        assertEquals(1, routes.repair());
        assertTrue(kernel.routes.contains(theirs));
        assertEquals(0, routes.repair());
    }

    @Test
    void otherRefusalsAreErrorsAfterAllWereTried() throws IOException {
        kernel.refuse = change -> change.route().destination().equals(ONE) ? Errno.ENETUNREACH : 0;
        Map<Prefix, FibTarget> wanted = new TreeMap<>(Map.of(ONE, TUNNEL, TWO, TUNNEL));
        IOException refused = assertThrows(IOException.class, () -> routes.put(wanted));
        assertTrue(refused.toString().contains("1 changes of routes were refused"), refused.toString());
        assertEquals(Map.of(TWO, TUNNEL), routes.read().ours());
    }

    @Test
    void aRouteThatIsGoneAlreadyIsRemovedWithoutAnError() throws IOException {
        routes.put(Map.of(ONE, TUNNEL));
        kernel.routes.clear();
        routes.remove(List.of(ONE, ONE, TWO));
        routes.put(Map.of(ONE, TUNNEL));
        assertEquals(Map.of(ONE, TUNNEL), routes.read().ours());
    }

    @Test
    void clearingRemovesTheLastResortAtTheEnd() throws IOException {
        routes.repair();
        routes.put(Map.of(ONE, TUNNEL, TWO, GATEWAY));
        kernel.journal.clear();
        routes.clear();
        assertEquals(List.of(), kernel.routes);
        assertTrue(kernel.journal.get(2).route().destination().isDefault());
        assertTrue(kernel.journal.get(3).route().destination().isDefault());
    }

    @Test
    void randomChangesDriftAndForeignRoutesEndWhereTheNaiveMapSays() throws IOException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<Prefix, FibTarget> oracle = new TreeMap<>();
        Set<Prefix> theirs = new TreeSet<>();
        routes.repair();
        for (int round = 0; round < 2_000; round++) {
            Map<Prefix, FibTarget> gained = new HashMap<>();
            Set<Prefix> lost = new TreeSet<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                Prefix prefix = randomPrefix(random);
                if (random.nextBoolean()) {
                    gained.put(prefix, randomTarget(random));
                } else {
                    lost.add(prefix);
                }
            }
            lost.removeAll(gained.keySet());
            oracle.putAll(gained);
            oracle.keySet().removeAll(lost);
            if (random.nextInt(4) == 0) {
                meddle(random, theirs);
                routes.repair();
                Set<Prefix> surplus = new TreeSet<>(routes.read().ours().keySet());
                surplus.removeAll(oracle.keySet());
                routes.remove(surplus);
                assertEquals(blocked(oracle, theirs), routes.put(oracle));
            } else {
                assertEquals(blocked(gained, theirs), routes.put(gained));
                routes.remove(lost);
            }
            Map<Prefix, FibTarget> written = new TreeMap<>(oracle);
            written.keySet().removeAll(theirs);
            Set<Route> ours = new HashSet<>(kernel.routes);
            ours.removeIf(route -> route.protocol() != 182);
            assertEquals(expected(written), ours);
            assertEquals(ours.size() + theirs.size(), kernel.routes.size());
        }
    }

    private static Set<Prefix> blocked(Map<Prefix, FibTarget> wanted, Set<Prefix> theirs) {
        Set<Prefix> both = new HashSet<>(wanted.keySet());
        both.retainAll(theirs);
        return both;
    }

    /** Takes one route away, whoever made it, and perhaps puts another maker's where there is none. */
    private void meddle(Random random, Set<Prefix> theirs) {
        Route gone = kernel.routes.remove(random.nextInt(kernel.routes.size()));
        if (gone.protocol() != 182) {
            theirs.remove(gone.destination());
        }
        Prefix place = randomPrefix(random);
        boolean free =
                kernel.routes.stream().noneMatch(route -> route.destination().equals(place));
        if (free && random.nextBoolean()) {
            kernel.routes.add(Route.onto(place, 51820, 4, FibTable.METRIC, 9));
            theirs.add(place);
        }
    }

    private static Prefix randomPrefix(Random random) {
        int number = random.nextInt(8);
        return random.nextBoolean()
                ? Prefix.host(IpAddress.ofV4(0x0a000000 + number))
                : new Prefix(IpAddress.ofV6(0x20010db800000000L + ((long) number << 16), 0), 48);
    }

    private static FibTarget randomTarget(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> TUNNEL;
            case 1 -> GATEWAY;
            default -> new FibTarget.Unreachable();
        };
    }
}
