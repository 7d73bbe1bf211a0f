package dev.warren.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class PerFamilyTest {
    @Test
    void eachFamilyHasItsOwn() {
        PerFamily<Integer> bits = PerFamily.of(IpFamily::bits);
        for (IpFamily family : IpFamily.values()) {
            assertEquals(family.bits(), bits.of(family));
            assertEquals(family.bytes(), bits.map(all -> all / 8).of(family));
        }
        assertEquals(List.of(32, 128), bits.both());
    }
}
