package dev.warren.router.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SettlingTest {
    private static final long SECOND = 1_000_000_000L;

    private final Settling settling = new Settling(0);

    @Test
    void settlesWhenAllSessionsHaveBeenUpForAWhile() {
        assertFalse(settling.settled(true, SECOND));
        assertFalse(settling.settled(true, 3 * SECOND));
        assertTrue(settling.settled(true, 4 * SECOND));
    }

    @Test
    void aSessionThatFlapsStartsTheWaitAgain() {
        assertFalse(settling.settled(true, SECOND));
        assertFalse(settling.settled(false, 3 * SECOND));
        assertFalse(settling.settled(true, 4 * SECOND));
        assertTrue(settling.settled(true, 7 * SECOND));
    }

    @Test
    void settlesAtLastWhateverIsDown() {
        assertFalse(settling.settled(false, 29 * SECOND));
        assertTrue(settling.settled(false, 30 * SECOND));
    }
}
