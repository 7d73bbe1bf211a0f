package dev.warren.router.fib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.netlink.NetlinkException;
import dev.warren.linux.netlink.Route;
import dev.warren.linux.netlink.RouteChange;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KernelRoutesTest {
    private static final FibTable TABLE = new FibTable(51820, 182);
    private static final FibTarget TUNNEL = new FibTarget.TunnelInterface(7);
    private static final FibTarget GATEWAY = new FibTarget.Gateway(3, IpAddress.parse("2001:db8::2"));

    private final FakeKernel kernel = new FakeKernel();
    private final KernelRoutes routes = new KernelRoutes(kernel, TABLE);

    private static FibEntry entry(String prefix, FibTarget target) {
        return new FibEntry(Prefix.parse(prefix), target);
    }

    private static Set<Route> expected(Collection<FibEntry> wanted) {
        RoutePlanner planner = new RoutePlanner(TABLE);
        Set<Route> all = new HashSet<>();
        wanted.forEach(entry -> all.add(planner.route(entry)));
        for (IpFamily family : IpFamily.values()) {
            all.add(planner.lastResort(family));
        }
        return all;
    }

    @Test
    void theLastResortComesFirstAndRemovalsComeLast() throws NetlinkException {
        routes.reconcile(List.of(entry("10.1.0.0/16", TUNNEL), entry("10.2.0.0/16", TUNNEL)));
        kernel.routes.removeIf(route -> route.type() == dev.warren.linux.netlink.RouteType.UNREACHABLE);
        kernel.journal.clear();
        RouteReport report = routes.reconcile(List.of(entry("10.3.0.0/16", TUNNEL), entry("10.2.0.0/16", GATEWAY)));
        assertEquals(new Drift(3, 1, 1), report.drift());
        assertEquals(Prefix.DEFAULT_V4, kernel.journal.get(0).route().destination());
        assertEquals(Prefix.DEFAULT_V6, kernel.journal.get(1).route().destination());
        assertInstanceOf(RouteChange.Add.class, kernel.journal.get(2));
        assertInstanceOf(RouteChange.Replace.class, kernel.journal.get(3));
        assertInstanceOf(RouteChange.Remove.class, kernel.journal.get(4));
        assertEquals(5, kernel.journal.size());
    }

    @Test
    void aSecondPassFindsNothing() throws NetlinkException {
        List<FibEntry> wanted = List.of(
                entry("10.1.0.0/16", TUNNEL),
                entry("fd00::/8", GATEWAY),
                entry("10.2.0.0/16", new FibTarget.Unreachable()));
        assertEquals(new Drift(5, 0, 0), routes.reconcile(wanted).drift());
        kernel.journal.clear();
        RouteReport second = routes.reconcile(wanted);
        assertEquals(Drift.NONE, second.drift());
        assertTrue(second.complete());
        assertEquals(List.of(), kernel.journal);
    }

    @Test
    void foreignRoutesAreReportedAndLeftAlone() throws NetlinkException {
        Route inTheWay = Route.onto(Prefix.parse("10.1.0.0/16"), 51820, 4, FibTable.METRIC, 9);
        Route beside = Route.onto(Prefix.parse("10.9.0.0/16"), 51820, 4, 0, 9);
        kernel.routes.addAll(List.of(inTheWay, beside));
        List<FibEntry> wanted = List.of(entry("10.1.0.0/16", TUNNEL), entry("10.2.0.0/16", TUNNEL));
        RouteReport report = routes.reconcile(wanted);
        assertEquals(List.of(inTheWay, beside), report.foreign());
        assertEquals(List.of(wanted.getFirst()), report.blocked());
        assertFalse(report.complete());
        assertTrue(kernel.routes.containsAll(List.of(inTheWay, beside)));
        assertEquals(
                1, routes.apply(List.of(wanted.getFirst()), List.of()).refused().size());
        routes.clear();
        assertEquals(List.of(inTheWay, beside), kernel.routes);
    }

    @Test
    void clearingRemovesTheLastResortAtTheEnd() throws NetlinkException {
        routes.reconcile(List.of(entry("10.1.0.0/16", TUNNEL), entry("fd00::/8", GATEWAY)));
        kernel.journal.clear();
        assertEquals(new Drift(0, 0, 4), routes.clear().drift());
        assertEquals(List.of(), kernel.routes);
        assertTrue(kernel.journal.get(2).route().destination().isDefault());
        assertTrue(kernel.journal.get(3).route().destination().isDefault());
    }

    @Test
    void randomChangesAndDriftEndWhereTheNaiveMapSays() throws NetlinkException {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        TreeMap<Prefix, FibTarget> oracle = new TreeMap<>();
        routes.reconcile(List.of());
        for (int round = 0; round < 2_000; round++) {
            List<FibEntry> gained = new ArrayList<>();
            List<Prefix> lost = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                Prefix prefix = randomPrefix(random);
                if (random.nextBoolean()) {
                    gained.add(new FibEntry(prefix, randomTarget(random)));
                } else {
                    lost.add(prefix);
                }
            }
            lost.removeIf(
                    prefix -> gained.stream().anyMatch(entry -> entry.prefix().equals(prefix)));
            gained.forEach(entry -> oracle.put(entry.prefix(), entry.target()));
            lost.forEach(oracle::remove);
            List<FibEntry> wanted = oracle.entrySet().stream()
                    .map(each -> new FibEntry(each.getKey(), each.getValue()))
                    .toList();
            boolean drifts = random.nextInt(4) == 0;
            if (drifts && !kernel.routes.isEmpty()) {
                kernel.routes.remove(random.nextInt(kernel.routes.size()));
                routes.reconcile(wanted);
            } else {
                assertEquals(List.of(), routes.apply(gained, lost).refused());
            }
            assertEquals(expected(wanted), new HashSet<>(kernel.routes));
            assertEquals(expected(wanted).size(), kernel.routes.size());
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
