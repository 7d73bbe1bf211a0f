package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.wg.noise.Tai64n;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Timestamps go forward over restarts, crashes and steps of the clock, with few writes. */
class InitiationClockTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_800_000_000L * SECOND;

    private static final class MemoryStore implements InitiationClock.Store {
        long mark;
        int writes;

        @Override
        public long read() {
            return mark;
        }

        @Override
        public void write(long unixNanos) {
            mark = unixNanos;
            writes++;
        }
    }

    private final MemoryStore store = new MemoryStore();

    @Test
    void everyTimestampIsLaterThanAllBeforeOverCrashesAndSteps() {
        long seed = 20261122;
        Random random = new Random(seed);
        byte[] latest = new byte[Tai64n.BYTES];
        long wall = NOW;
        InitiationClock clock = new InitiationClock(store);
        for (int i = 0; i < 20_000; i++) {
            wall += random.nextLong(2 * SECOND);
            if (random.nextInt(100) == 0) {
                wall += random.nextLong(-4_000, 4_000) * SECOND;
            }
            if (random.nextInt(50) == 0) {
                clock = new InitiationClock(store);
            }
            if (random.nextBoolean()) {
                clock.prepare(wall);
            }
            byte[] timestamp = Tai64n.of(clock.next(wall));
            assertTrue(Tai64n.isAfter(timestamp, latest), "seed " + seed + " step " + i);
            latest = timestamp;
        }
    }

    @Test
    void theMarkIsWrittenOnceInFiveMinutesAndNotAtAllByAnIdleDevice() {
        InitiationClock clock = new InitiationClock(store);
        for (int second = 0; second < 3_600; second++) {
            clock.prepare(NOW + second * SECOND);
            clock.next(NOW + second * SECOND);
        }
        assertTrue(store.writes <= 13, store.writes + " writes in an hour");
        int before = store.writes;
        for (int second = 3_600; second < 20_000; second++) {
            clock.prepare(NOW + second * SECOND);
        }
        assertTrue(store.writes <= before + 1, "an idle device writes");
    }

    @Test
    void restartsInALoopDoNotPushTheTimestampsOnAndOn() {
        for (int i = 0; i < 1_000; i++) {
            new InitiationClock(store).next(NOW + i * SECOND);
        }
        assertTrue(store.mark < NOW + 1_000 * SECOND + InitiationClock.AHEAD + 60 * SECOND, "mark " + store.mark);
    }

    @Test
    void withoutAMarkTheClockCounts() {
        assertEquals(NOW, new InitiationClock(store).next(NOW));
        assertEquals(NOW + InitiationClock.AHEAD, store.mark);
    }
}
