package dev.warren.bgp.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RouteFilterTest {
    @Test
    void emptySetPassesNothing() {
        assertFalse(RouteFilter.of(List.of()).accepts(Prefix.DEFAULT_V4));
        assertFalse(RouteFilter.denyAll().accepts(Prefix.parse("10.0.0.0/8")));
        assertTrue(RouteFilter.acceptAll().accepts(Prefix.DEFAULT_V6));
        assertTrue(RouteFilter.acceptAll().accepts(Prefix.parse("10.0.0.1/32")));
    }

    @Test
    void lengthsOfARangeDontLeakToItsCoveringPrefix() {
        RouteFilter filter = RouteFilter.of(List.of(PrefixRange.parse("172.20.0.0/16{24,24}")));
        assertTrue(filter.accepts(Prefix.parse("172.20.3.0/24")));
        assertFalse(filter.accepts(Prefix.parse("172.20.0.0/16")));
        assertFalse(filter.accepts(Prefix.parse("172.20.3.0/25")));
        assertFalse(filter.accepts(Prefix.parse("172.21.3.0/24")));
    }

    @Test
    void agreesWithAskingEveryRange() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            List<PrefixRange> ranges = new ArrayList<>();
            for (int count = random.nextInt(12); count > 0; count--) {
                Prefix prefix = randomPrefix(random);
                int bits = prefix.family().bits();
                int min = random.nextInt(prefix.length(), bits + 1);
                ranges.add(new PrefixRange(prefix, min, random.nextInt(min, bits + 1)));
            }
            RouteFilter filter = RouteFilter.of(ranges);
            for (int probe = 0; probe < 200; probe++) {
                Prefix prefix = randomPrefix(random);
                boolean naive = ranges.stream().anyMatch(range -> range.matches(prefix));
                assertEquals(naive, filter.accepts(prefix), () -> "seed " + seed + " " + prefix + " " + ranges);
            }
        }
    }

    /** Few address bits differ, so that ranges and probes meet. */
    private static Prefix randomPrefix(SplittableRandom random) {
        IpFamily family = random.nextBoolean() ? IpFamily.V4 : IpFamily.V6;
        int length = random.nextInt(family == IpFamily.V4 ? 33 : 129);
        long bits = random.nextInt(16);
        IpAddress address = family == IpFamily.V4
                ? IpAddress.ofV4((int) bits << 28)
                : IpAddress.ofV6(bits << 60, random.nextInt(4));
        return Prefix.around(address, length);
    }
}
