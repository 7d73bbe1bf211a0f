package dev.warren.wg.allowedips;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a naive table, step by step. */
class RandomChangesTest {
    private final AllowedIps<String> table = new AllowedIps<>(new RootSize(512, 8_192));
    private final NaiveTable naive = new NaiveTable();
    private final List<PrefixOwner<String>> owners = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void crowded(long seed) {
        Random random = new Random(seed);
        change(random, new RandomPrefixes(random, true), 8_000, 3, "seed " + seed);
        everythingIsListed();
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void pastTheWideRootsAndBack(long seed) {
        Random random = new Random(seed);
        RandomPrefixes spread = new RandomPrefixes(random, false);
        change(random, spread, 30_000, 1, "growing, seed " + seed);
        change(random, new RandomPrefixes(random, true), 4_000, 3, "crowded on top, seed " + seed);
        everythingIsListed();
        for (Map.Entry<Prefix, String> owned : List.copyOf(naive.owners().entrySet())) {
            if (naive.owners().size() > 1_000) {
                remove(owned.getKey(), owner(owned.getValue()));
            }
        }
        change(random, new RandomPrefixes(random, true), 4_000, 4, "shrunk, seed " + seed);
        everythingIsListed();
    }

    /** @param removals how many of eight changes are removals */
    private void change(Random random, RandomPrefixes prefixes, int steps, int removals, String label) {
        while (owners.size() < 5) {
            owners.add(new PrefixOwner<>("peer" + owners.size()));
        }
        for (int i = 0; i < steps; i++) {
            PrefixOwner<String> owner = owners.get(random.nextInt(owners.size()));
            Prefix prefix = prefixes.prefix();
            if (random.nextInt(1_000) == 0) {
                table.removeAll(owner);
                naive.owners().values().removeIf(owner.value::equals);
            } else if (random.nextInt(8) < removals) {
                remove(prefix, owner);
            } else {
                String before = naive.owners().put(prefix, owner.value);
                assertEquals(owner.value.equals(before) ? null : before, table.put(prefix, owner), label);
            }
            assertEquals(naive.owners().size(), table.size(), label);
            for (int k = random.nextInt(3) == 0 ? 8 : 0; k > 0; k--) {
                agree(k == 1 ? prefixes.address(prefix.family()) : prefixes.near(prefix), label + " step " + i);
            }
        }
    }

    private void remove(Prefix prefix, PrefixOwner<String> owner) {
        boolean owned = naive.owners().remove(prefix, owner.value);
        assertEquals(owned, table.remove(prefix, owner), prefix::toString);
    }

    private PrefixOwner<String> owner(String value) {
        return owners.stream().filter(o -> o.value.equals(value)).findAny().orElseThrow();
    }

    private void agree(IpAddress address, String label) {
        assertEquals(naive.lookup(address), AllowedIpsTest.lookup(table, address), () -> label + " " + address);
    }

    private void everythingIsListed() {
        Set<Prefix> listed = new HashSet<>();
        for (PrefixOwner<String> owner : owners) {
            for (Prefix prefix : table.prefixes(owner)) {
                assertEquals(owner.value, naive.owners().get(prefix), prefix::toString);
                listed.add(prefix);
                agree(prefix.address(), "listed");
            }
        }
        assertEquals(naive.owners().keySet(), listed);
    }
}
