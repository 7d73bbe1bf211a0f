package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is remembered of refused routes costs a neighbour's choice of prefixes and path identifiers nothing. */
class AdjRibInTest {
    private static final int ROUTES = 10_000;
    /** A hundred times what it takes, and a tenth of what it takes to look through all that is alike. */
    private static final long LIMIT_NANOS = 1_000_000_000;

    private record Route(Prefix prefix, int pathId) {}

    private final AdjRibIn in = new AdjRibIn();

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void pathIdentifiersThatMakeRoutesAlikeDontSlowUsDown(IpFamily family) {
        List<Route> routes = new ArrayList<>();
        for (int index = 0; index < ROUTES; index++) {
            boolean v4 = family == IpFamily.V4;
            Prefix prefix = v4
                    ? new Prefix(IpAddress.ofV4(0x0a00_0000 + (index << 8)), 24)
                    : new Prefix(IpAddress.ofV6(0x2001_0db8_0000_0000L + index, 0), 64);
            routes.add(new Route(prefix, -31 * prefix.hashCode()));
        }
        assertQuick(family, routes);
    }

    @Test
    void prefixesThatAreAlikeDontSlowUsDown() {
        List<Route> routes = new ArrayList<>();
        for (long index = 0; index < ROUTES; index++) {
            long left = 0x2001_0000L + index;
            routes.add(new Route(new Prefix(IpAddress.ofV6(left << 32 | (left ^ 0x1234_5678L), 0), 64), 0));
        }
        assertQuick(IpFamily.V6, routes);
    }

    private void assertQuick(IpFamily family, List<Route> routes) {
        assertEquals(1, routes.stream().map(Route::hashCode).distinct().count(), "all alike");
        long before = now();
        List<Route> first = routes.subList(0, ROUTES / 2);
        first.forEach(route -> in.refuse(route.prefix(), route.pathId(), RefusalReason.IMPORT_FILTER));
        assertEquals(ROUTES / 2, in.refused(family));
        routes.subList(ROUTES / 2, ROUTES).forEach(route -> in.pardon(route.prefix(), route.pathId()));
        in.doubt(family);
        first.forEach(route -> in.pardon(route.prefix(), route.pathId()));
        long took = now() - before;
        assertEquals(0, in.refused(family));
        assertTrue(took < LIMIT_NANOS, () -> "nanoseconds: " + took);
    }

    /** Time of the processor: what others do on this machine doesn't count. */
    private static long now() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
