package dev.warren.bgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.Condition;
import dev.warren.net.Prefix;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a local route can be. */
class OriginationTest {
    private static final Prefix PREFIX = Prefix.parse("2001:db8::/32");

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aTagHasItsRange(int tag) {
        Exception refused = assertThrows(IllegalArgumentException.class, () -> new Origination(PREFIX, List.of(), tag));
        assertTrue(refused.toString().contains("2001:db8::/32"), refused::toString);
        assertThrows(IllegalArgumentException.class, () -> new Condition.HasTag(tag));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_535})
    void theEndsOfTheRangeAreTags(int tag) {
        assertEquals(tag, new Origination(PREFIX, List.of(), tag).tag());
        assertEquals(tag, new Condition.HasTag(tag).tag());
    }
}
