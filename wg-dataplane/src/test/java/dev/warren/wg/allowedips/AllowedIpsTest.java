package dev.warren.wg.allowedips;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllowedIpsTest {
    @Test
    void agreesWithANaiveMapUnderRandomChanges() {
        for (long seed = 1; seed <= 8; seed++) {
            Random random = new Random(seed);
            AllowedIps<String> table = new AllowedIps<>();
            PrefixMap<PrefixOwner<String>> oracle = new PrefixMap<>();
            List<PrefixOwner<String>> owners = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                owners.add(new PrefixOwner<>("peer" + i));
            }
            for (int i = 0; i < 4_000; i++) {
                PrefixOwner<String> owner = owners.get(random.nextInt(owners.size()));
                Prefix prefix = prefix(random);
                String label = "seed " + seed + " step " + i + " " + prefix;
                switch (random.nextInt(8)) {
                    case 0, 1 -> {
                        boolean owned =
                                oracle.get(prefix).filter(o -> o == owner).isPresent();
                        assertEquals(owned, table.remove(prefix, owner), label);
                        if (owned) {
                            oracle.remove(prefix);
                        }
                    }
                    case 2 -> {
                        if (random.nextInt(40) == 0) {
                            owner.prefixes().forEach(oracle::remove);
                            table.removeAll(owner);
                        }
                    }
                    default -> {
                        table.put(prefix, owner);
                        oracle.put(prefix, owner);
                    }
                }
                assertEquals(oracle.size(), table.size(), label);
                IpAddress address = address(random, prefix.family());
                assertEquals(
                        oracle.longestMatch(address).map(o -> o.value).orElse(null), lookup(table, address), label);
            }
            Set<Prefix> listed = new HashSet<>();
            owners.forEach(o -> listed.addAll(o.prefixes()));
            assertEquals(oracle.size(), listed.size(), "seed " + seed);
        }
    }

    @Test
    void anOwnedPrefixMovesAndOnlyItsOwnerCanRemoveIt() {
        AllowedIps<String> table = new AllowedIps<>();
        PrefixOwner<String> one = new PrefixOwner<>("one");
        PrefixOwner<String> two = new PrefixOwner<>("two");
        Prefix prefix = Prefix.parse("10.1.0.0/16");
        table.put(prefix, one);
        assertEquals("one", table.put(prefix, two));
        assertEquals(List.of(), one.prefixes());
        assertEquals(List.of(prefix), two.prefixes());
        assertEquals("two", table.lookupV4(0x0a010203));
        assertEquals(false, table.remove(prefix, one));
        assertTrue(table.remove(prefix, two));
        assertNull(table.lookupV4(0x0a010203));
    }

    @Test
    void aReaderAlwaysFindsAnOwnerWhileThePrefixMovesAndNeighboursComeAndGo() throws InterruptedException {
        AllowedIps<String> table = new AllowedIps<>();
        PrefixOwner<String> one = new PrefixOwner<>("one");
        PrefixOwner<String> two = new PrefixOwner<>("two");
        Prefix moving = Prefix.parse("10.1.2.0/24");
        Prefix[] neighbours = {
            Prefix.parse("10.1.3.0/24"),
            Prefix.parse("10.1.0.0/16"),
            Prefix.parse("10.1.2.0/25"),
            Prefix.parse("0.0.0.0/0")
        };
        table.put(moving, one);
        AtomicBoolean done = new AtomicBoolean();
        AtomicLong misses = new AtomicLong();
        Thread reader = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                if (table.lookupV4(0x0a010203) == null) {
                    misses.incrementAndGet();
                }
            }
        });
        for (int i = 0; i < 200_000; i++) {
            table.put(moving, i % 2 == 0 ? two : one);
            Prefix neighbour = neighbours[i % neighbours.length];
            table.put(neighbour, one);
            table.remove(neighbour, one);
        }
        done.set(true);
        reader.join();
        assertEquals(0, misses.get());
    }

    private static @Nullable String lookup(AllowedIps<String> table, IpAddress address) {
        return address.family() == IpFamily.V4
                ? table.lookupV4((int) address.low())
                : table.lookupV6(address.high(), address.low());
    }

    private static Prefix prefix(Random random) {
        IpFamily family = random.nextBoolean() ? IpFamily.V4 : IpFamily.V6;
        return Prefix.around(address(random, family), random.nextInt(family.bits() + 1));
    }

    private static IpAddress address(Random random, IpFamily family) {
        return family == IpFamily.V4
                ? IpAddress.ofV4(random.nextInt() & 0x8300_0f03)
                : IpAddress.ofV6(
                        random.nextLong() & 0x8000_0001_0000_0003L, random.nextLong() & 0xc000_0000_0000_0003L);
    }
}
