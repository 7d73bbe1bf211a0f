package dev.warren.router.sites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LookPaceTest {
    private final LookPace pace = new LookPace();

    private long millisAfter(long took) {
        return pace.after(Duration.ofMillis(took)).toMillis();
    }

    @Test
    void looksAreASecondApartWhereTheyAreQuick() {
        assertEquals(1_000, millisAfter(0));
        assertEquals(1_000, millisAfter(50));
    }

    @Test
    void aSlowLookAmongQuickOnesDelaysNothing() {
        millisAfter(5);
        assertEquals(1_000, millisAfter(880));
        assertEquals(1_000, millisAfter(5));
        assertEquals(1_000, millisAfter(880));
    }

    @Test
    void looksThatStaySlowComeToTakeATwentiethOfTheTime() {
        millisAfter(0);
        long wait = 0;
        for (int look = 0; look < 5; look++) {
            long next = millisAfter(300);
            assertTrue(next >= wait);
            wait = next;
        }
        assertEquals(6_000, wait);
        assertEquals(1_000, millisAfter(1));
    }

    @Test
    void noWaitIsLongerThanTheShortestSilenceThatCounts() {
        long wait = 0;
        for (int look = 0; look < 40; look++) {
            wait = millisAfter(60_000);
        }
        assertEquals(LookPace.LONGEST.toMillis(), wait);
        assertTrue(wait < TunnelLiveness.UNANSWERED.toMillis());
    }
}
