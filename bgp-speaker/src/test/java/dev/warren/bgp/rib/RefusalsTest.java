package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is remembered of refused announcements, and that it stays within its bounds and gives back what it held. */
class RefusalsTest {
    /** A hundred times what it takes; to look through all that is alike would take longer still. */
    private static final long QUICK_NANOS = 2_000_000_000;

    private static final List<RefusalReason> REASONS = List.of(RefusalReason.values());

    private final AttributeTable attributes =
            new AttributeTable(new RibSettings(Asn.of(64512), RouterId.parse("10.0.0.1"), Set.of()), new Mixer());
    private final Refusals refusals = new Refusals(attributes);

    private static Prefix prefix(IpFamily family, int index) {
        return Prefix.host(
                family == IpFamily.V4
                        ? IpAddress.ofV4(0x0a000000 + index)
                        : new IpAddress(IpFamily.V6, 0x2001_0db8_0000_0000L, index));
    }

    private int set(int communities) {
        return attributes.intern(PathAttributes.builder(Origin.IGP, AsPath.EMPTY)
                .communities(
                        IntStream.range(0, communities).mapToObj(Community::new).toList())
                .build());
    }

    private boolean add(Prefix prefix, int pathId, RefusalReason reason, int set) {
        boolean told = refusals.add(prefix, pathId, reason, set);
        if (set != 0) {
            attributes.release(set);
        }
        return told;
    }

    private Set<RefusedRoute> all() {
        return refusals.all().collect(Collectors.toSet());
    }

    private record Announced(Prefix prefix, int pathId) {}

    @Test
    void randomRefusalsAreThoseOfAPlainMap() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Announced, RefusalReason> expected = new HashMap<>();
        Set<Announced> doubtful = new HashSet<>();
        for (int round = 0; round < 20_000; round++) {
            IpFamily family = random.nextBoolean() ? IpFamily.V4 : IpFamily.V6;
            Announced one = new Announced(prefix(family, random.nextInt(6)), random.nextInt(4));
            switch (random.nextInt(20)) {
                case 0 -> {
                    refusals.doubt(family);
                    expected.keySet().stream()
                            .filter(of -> of.prefix().family() == family)
                            .forEach(doubtful::add);
                }
                case 1 -> {
                    refusals.forgetDoubtful(family);
                    doubtful.removeIf(of -> of.prefix().family() == family && expected.remove(of) != null);
                }
                case 2, 3, 4, 5, 6, 7 -> {
                    refusals.remove(one.prefix(), one.pathId());
                    expected.remove(one);
                    doubtful.remove(one);
                }
                default -> {
                    RefusalReason reason = REASONS.get(random.nextInt(REASONS.size()));
                    boolean told = add(one.prefix(), one.pathId(), reason, random.nextInt(4) == 0 ? 0 : set(round % 7));
                    assertEquals(expected.put(one, reason) == null, told, "seed " + seed);
                    doubtful.remove(one);
                }
            }
            Set<RefusedRoute> naive = expected.entrySet().stream()
                    .map(of ->
                            new RefusedRoute(of.getKey().prefix(), of.getKey().pathId(), of.getValue()))
                    .collect(Collectors.toSet());
            assertEquals(naive, all(), "seed " + seed);
            assertEquals(expected.size(), refusals.size(IpFamily.V4) + refusals.size(IpFamily.V6), "seed " + seed);
        }
        refusals.clear();
        assertTrue(refusals.isEmpty());
        assertEquals(0, attributes.size(), "seed " + seed);
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void holdsTheAttributesAsLongAsItStands(IpFamily family) {
        add(prefix(family, 1), 0, RefusalReason.AS_LOOP, set(3));
        assertEquals(1, attributes.size());
        int held = refusals.of(prefix(family, 1)).getFirst().set();
        assertEquals(3, attributes.attributes(held).communities().size());
        add(prefix(family, 1), 0, RefusalReason.NEXT_HOP, set(4));
        assertEquals(1, attributes.size());
        refusals.remove(prefix(family, 1), 0);
        assertEquals(0, attributes.size());
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void thereIsAnEndToWhatItRemembers(IpFamily family) {
        for (int index = 0; index < Refusals.MAX; index++) {
            assertTrue(add(prefix(family, index), 0, RefusalReason.AS_LOOP, 0));
        }
        assertFalse(add(prefix(family, Refusals.MAX), 0, RefusalReason.AS_LOOP, 0));
        assertEquals(Refusals.MAX, refusals.size(family));
        assertEquals(1, refusals.unremembered());
        refusals.remove(prefix(family, 0), 0);
        assertTrue(add(prefix(family, Refusals.MAX), 0, RefusalReason.AS_LOOP, 0));
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void onePrefixHasOnlySoMany(IpFamily family) {
        for (int pathId = 1; pathId <= Refusals.MAX_OF_PREFIX; pathId++) {
            assertTrue(add(prefix(family, 1), pathId, RefusalReason.AS_LOOP, 0));
        }
        assertFalse(add(prefix(family, 1), -1, RefusalReason.AS_LOOP, 0));
        assertTrue(add(prefix(family, 2), -1, RefusalReason.AS_LOOP, 0));
        assertEquals(0xffff_ffffL, refusals.of(prefix(family, 2)).getFirst().pathId());
    }

    @Test
    void longAttributesAreNotKeptWithoutEnd() {
        int held = 0;
        for (int index = 0; index < 2_000; index++) {
            assertTrue(add(prefix(IpFamily.V6, index), 0, RefusalReason.AS_LOOP, set(1_000)));
            List<Refusals.Refusal> of = refusals.of(prefix(IpFamily.V6, index));
            held += of.getFirst().set() == 0 ? 0 : 1;
        }
        assertTrue(held > 200 && held * 4_000 <= Refusals.MAX_OCTETS, held + " of 4,000 octets");
        refusals.clear();
        assertEquals(0, attributes.size());
    }

    /** A neighbour chooses its prefixes; of IPv6's as many hash alike as it wants, of IPv4's hardly any. */
    @Test
    void prefixesThatHashAlikeDontSlowUsDown() {
        List<Prefix> alike = LongStream.range(0, Refusals.MAX)
                .map(index -> 0x2001_0000L + index)
                .mapToObj(left -> new Prefix(new IpAddress(IpFamily.V6, left << 32 | (left ^ 0x1234_5678L), 0), 64))
                .toList();
        assertEquals(1, alike.stream().map(Prefix::hashCode).distinct().count());
        long before = processorNanos();
        alike.forEach(prefix -> refusals.add(prefix, 0, RefusalReason.IMPORT_FILTER, 0));
        assertEquals(Refusals.MAX, refusals.size(IpFamily.V6));
        refusals.doubt(IpFamily.V6);
        alike.forEach(prefix -> refusals.remove(prefix, 0));
        long took = processorNanos() - before;
        assertEquals(0, refusals.size(IpFamily.V6));
        assertTrue(took < QUICK_NANOS, () -> took + " ns");
    }

    /** What others do on this machine doesn't count. */
    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
