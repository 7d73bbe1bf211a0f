package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of prefixes against a map; ids are used again and never by two at once. */
class PrefixTableTest {
    private static final int STEPS = 200_000;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void agreesWithAMap(IpFamily family) {
        PrefixTable table = new PrefixTable(family, new Mixer());
        Map<Prefix, Integer> naive = new HashMap<>();
        List<Prefix> present = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            Prefix prefix = random(family);
            boolean growing = step / 20_000 % 2 == 0;
            assertEquals(naive.getOrDefault(prefix, 0), table.find(prefix), "seed " + seed);
            if (random.nextInt(5) < (growing ? 4 : 1)) {
                int id = table.add(prefix);
                assertEquals(prefix, table.prefix(id));
                if (naive.put(prefix, id) == null) {
                    present.add(prefix);
                }
            } else if (!present.isEmpty()) {
                Prefix gone = present.set(random.nextInt(present.size()), present.getLast());
                present.removeLast();
                table.remove(Optional.ofNullable(naive.remove(gone)).orElseThrow());
            }
        }
        Set<Integer> ids = new HashSet<>(naive.values());
        assertEquals(naive.size(), ids.size(), "seed " + seed);
        assertEquals(naive.size(), table.size());
        assertTrue(ids.stream().allMatch(id -> id > 0 && id < table.limit()));
        naive.forEach((prefix, id) -> assertEquals(id, table.find(prefix), "seed " + seed));
    }

    private Prefix random(IpFamily family) {
        int length = random.nextInt(family.bits() + 1);
        IpAddress address = family == IpFamily.V4
                ? IpAddress.ofV4(random.nextInt() & 0xff0f_0f0f)
                : IpAddress.ofV6(
                        random.nextLong() & 0xff00_00ff_0000_0f0fL, random.nextLong() & 0x0f00_0000_0000_00ffL);
        return Prefix.around(address, length);
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void hashesDependOnASecret(IpFamily family) {
        assertNotEquals(
                new Mixer().hash(family.bits(), 1, 2), new Mixer().hash(family.bits(), 1, 2), "two secrets, one hash");
    }
}
