package dev.warren.wg.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplayWindowTest {
    @Test
    void agreesWithASetOfWhatWasSeen() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            ReplayWindow window = new ReplayWindow();
            Set<Long> seen = new HashSet<>();
            long highest = 0;
            for (int i = 0; i < 20_000; i++) {
                long step = switch (random.nextInt(4)) {
                    case 0 -> random.nextInt(20_000) - 12_000;
                    case 1 -> -8_128 - random.nextInt(3) + 1;
                    default -> random.nextInt(64) - 16;
                };
                long counter = Math.max(0, highest + step);
                boolean expected = highest - counter <= ReplayWindow.SIZE && seen.add(counter);
                assertEquals(expected, window.accept(counter), "seed " + seed + " step " + i + " counter " + counter);
                highest = Math.max(highest, counter);
            }
        }
    }

    @Test
    void countersAreUnsignedAndTheLastOnesAreRefused() {
        ReplayWindow window = new ReplayWindow();
        assertTrue(window.accept(0));
        assertTrue(window.accept(Long.MAX_VALUE));
        assertTrue(window.accept(Long.MIN_VALUE));
        assertFalse(window.accept(Long.MAX_VALUE));
        assertTrue(window.accept(ReplayWindow.REJECT_AFTER_MESSAGES - 1));
        assertFalse(window.accept(ReplayWindow.REJECT_AFTER_MESSAGES));
        assertFalse(window.accept(-1));
        assertFalse(window.accept(0));
    }
}
