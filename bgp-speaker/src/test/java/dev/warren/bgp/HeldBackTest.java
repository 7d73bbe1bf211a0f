package dev.warren.bgp;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.IpAddress;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldBackTest {
    private static final long SECOND = 1_000_000_000;
    private final HeldBack held = new HeldBack(3);
    private long now = Long.MAX_VALUE - 5;

    private static IpAddress address(String pattern, int index) {
        return IpAddress.parse(pattern.formatted(index));
    }

    /** The clock may pass the end of its range meanwhile. */
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.%d", "2001:db8::%d"})
    void anAddressIsHeldBackForItsTime(String pattern) {
        held.add(address(pattern, 1), Duration.ofSeconds(2), now);
        assertFalse(held.holds(address(pattern, 2), now));
        now += 2 * SECOND - 1;
        assertTrue(held.holds(address(pattern, 1), now));
        now++;
        assertFalse(held.holds(address(pattern, 1), now));
    }

    /** However many come, no more than the limit is remembered: those that are held back longest. */
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.%d", "2001:db8::%d"})
    void whoIsHeldBackLongestStaysWhenThereAreTooMany(String pattern) {
        assertFalse(held.add(address(pattern, 1), Duration.ofHours(1), now));
        for (int index = 2; index <= 99; index++) {
            held.add(address(pattern, index), Duration.ofSeconds(index), now);
        }
        assertTrue(held.holds(address(pattern, 1), now));
        long all = IntStream.rangeClosed(1, 99)
                .filter(index -> held.holds(address(pattern, index), now))
                .count();
        assertTrue(all == 3 && held.holds(address(pattern, 99), now), "there are " + all);
    }

    /** Whose time is over doesn't cost anybody else his. */
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.%d", "2001:db8::%d"})
    void whoseTimeIsOverMakesRoomFirst(String pattern) {
        for (int index = 1; index <= 3; index++) {
            held.add(address(pattern, index), Duration.ofSeconds(index), now);
        }
        now += SECOND;
        assertFalse(held.add(address(pattern, 4), Duration.ofSeconds(1), now));
        for (int index = 2; index <= 4; index++) {
            assertTrue(held.holds(address(pattern, index), now), address(pattern, index)::toString);
        }
    }
}
