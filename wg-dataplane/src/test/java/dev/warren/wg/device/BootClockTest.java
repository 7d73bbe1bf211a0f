package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A suspension is seen once; a thread that had to wait between two readings sees none. */
class BootClockTest {
    private static final long SECOND = 1_000_000_000L;

    private long running = SECOND;
    private long asleep;
    private long stall;

    private long read(int clock) {
        if (clock == BootClock.CLOCK_MONOTONIC) {
            return running;
        }
        running += stall;
        return running + asleep;
    }

    @Test
    void aSuspensionIsSeenOnceAndCounts() {
        asleep = 5 * SECOND;
        BootClock clock = new BootClock(this::read);
        assertEquals(false, clock.adjust(), "what was before the start is none");
        asleep += 3_600 * SECOND;
        long before = clock.now();
        assertEquals(true, clock.adjust());
        assertTrue(clock.now() - before >= 3_600 * SECOND);
        running += 60 * SECOND;
        assertEquals(false, clock.adjust());
    }

    @Test
    void aThreadThatHadToWaitBetweenTheClocksSeesNone() {
        BootClock clock = new BootClock(this::read);
        stall = 7 * SECOND;
        assertEquals(false, clock.adjust());
        stall = 0;
        assertEquals(false, clock.adjust());
    }

    @Test
    void theMachinesOwnClocksShowNoneWhileItRuns() {
        BootClock clock = new BootClock();
        for (int i = 0; i < 10_000; i++) {
            assertEquals(false, clock.adjust());
        }
    }
}
