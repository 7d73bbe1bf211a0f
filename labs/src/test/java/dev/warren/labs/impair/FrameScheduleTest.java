package dev.warren.labs.impair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class FrameScheduleTest {
    private static final long MILLI = 1_000_000;
    private static final long SEED = 7;

    @Test
    void aDelayIsTheSameForEveryFrame() {
        FrameSchedule schedule = schedule("delay 50ms");
        assertEquals(150 * MILLI, schedule.departure(100 * MILLI, 60));
        assertEquals(150 * MILLI, schedule.departure(100 * MILLI, 1_500));
        assertEquals(151 * MILLI, schedule.departure(101 * MILLI, 60));
    }

    @Test
    void aJitterIsEvenAndKeepsTheOrder() {
        FrameSchedule schedule = schedule("delay 50ms jitter 10ms");
        long last = 0;
        long sum = 0;
        int frames = 10_000;
        for (int i = 0; i < frames; i++) {
            long now = i * 100L * MILLI;
            long departure = schedule.departure(now, 60);
            assertTrue(departure - now >= 40 * MILLI && departure - now <= 60 * MILLI);
            sum += departure - now;
            long behind = schedule.departure(now, 60);
            assertTrue(behind >= departure && departure >= last);
            last = behind;
        }
        assertEquals(50.0, (double) sum / frames / MILLI, 0.5);
    }

    @Test
    void theShareThatIsLostIsTheOneAskedFor() {
        FrameSchedule schedule = schedule("loss 10%");
        int lost = 0;
        for (int i = 0; i < 100_000; i++) {
            lost += schedule.departure(i, 60) == FrameSchedule.DROPPED ? 1 : 0;
        }
        assertEquals(10_000, lost, 4 * 95); // four standard deviations
        assertEquals(FrameSchedule.DROPPED, schedule("loss 100%").departure(0, 60));
    }

    @Test
    void framesWaitForTheRateAndWhatWouldWaitTooLongIsDropped() {
        FrameSchedule schedule = schedule("rate 10mbit");
        long took = 1_200_000; // 1,500 bytes at 10 Mbit/s
        long departure = schedule.departure(0, 1_500);
        assertEquals(took, departure);
        int sent = 1;
        while (schedule.departure(0, 1_500) != FrameSchedule.DROPPED) {
            sent++;
        }
        assertEquals((double) FrameSchedule.QUEUE_NANOS / took + 1, sent, 1.0);
        assertEquals((sent + 1) * took, schedule.departure(10 * took, 1_500));
    }

    @Test
    void aSlowLineTakesAFewLargeFramesInAnyCase() {
        FrameSchedule schedule = schedule("rate 64kbit");
        for (int i = 0; i < FrameSchedule.QUEUE_FRAMES; i++) {
            assertTrue(schedule.departure(0, 1_500) != FrameSchedule.DROPPED);
        }
    }

    private static FrameSchedule schedule(String text) {
        return new FrameSchedule(Impairment.parse(List.of(text.split(" "))), new SplittableRandom(SEED));
    }
}
