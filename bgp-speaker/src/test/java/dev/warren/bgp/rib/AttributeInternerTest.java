package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttributeInternerTest {
    private static PathAttributes set(int... communities) {
        List<Community> list = new ArrayList<>();
        for (int bits : communities) {
            list.add(new Community(bits));
        }
        return PathAttributes.builder(Origin.IGP, AsPath.EMPTY)
                .communities(list)
                .build();
    }

    @Test
    void equalSetsBecomeOneObject() {
        AttributeInterner interner = new AttributeInterner();
        PathAttributes first = interner.intern(set(1, 2));
        assertSame(first, interner.intern(set(1, 2)));
        assertNotEquals(first, interner.intern(set(2, 1)));
    }

    @Test
    void setsMadeToCollideDont() {
        Set<Integer> plain = new HashSet<>();
        Set<Long> keyed = new HashSet<>();
        for (int index = 0; index < 1_000; index++) {
            // 31 * a + b is the same for all of them.
            PathAttributes crafted = set(index, 31 * (1_000 - index));
            plain.add(crafted.hashCode());
            keyed.add(AttributeHash.of(crafted, 42));
        }
        assertEquals(1, plain.size(), "the attack works on hashCode");
        assertEquals(1_000, keyed.size());
        assertNotEquals(AttributeHash.of(set(1), 42), AttributeHash.of(set(1), 43));
    }
}
