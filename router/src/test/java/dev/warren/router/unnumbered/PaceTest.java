package dev.warren.router.unnumbered;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Pace pace = new Pace(0, new SplittableRandom(1));

    /** The moments at which advertisements go out while somebody asks every so many nanoseconds; 0 for nobody. */
    private List<Long> sent(long end, long askedEvery) {
        List<Long> moments = new ArrayList<>();
        for (long now = 0; now < end; now += SECOND / 10) {
            if (askedEvery > 0 && now % askedEvery == 0) {
                pace.asked(now);
            }
            if (pace.isDue(now)) {
                pace.sent(now);
                moments.add(now);
            }
        }
        return moments;
    }

    @Test
    void itBeginsFastAndGoesOnEveryTenSecondsOrSo() {
        List<Long> moments = sent(100 * SECOND, 0);
        assertEquals(List.of(0L, 3 * SECOND, 6 * SECOND), moments.subList(0, 3));
        for (int i = 3; i < moments.size(); i++) {
            long gap = moments.get(i) - moments.get(i - 1);
            assertTrue(gap >= 8 * SECOND && gap <= 12 * SECOND + SECOND / 10, moments::toString);
        }
        assertTrue(moments.size() >= 10, moments::toString);
    }

    @Test
    void whoAsksIsAnsweredButNotWhoAsksAllTheTime() {
        List<Long> moments = sent(100 * SECOND, SECOND / 5);
        for (int i = 1; i < moments.size(); i++) {
            long gap = moments.get(i) - moments.get(i - 1);
            assertTrue(gap >= 3 * SECOND && gap <= 3 * SECOND + SECOND / 2, moments::toString);
        }
    }

    @Test
    void aQuestionIsAnsweredAtOnceAfterAPause() {
        sent(7 * SECOND, 0);
        assertFalse(pace.isDue(12 * SECOND));
        pace.asked(12 * SECOND);
        assertTrue(pace.isDue(12 * SECOND));
    }
}
