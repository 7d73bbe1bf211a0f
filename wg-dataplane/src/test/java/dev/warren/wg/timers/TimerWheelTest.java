package dev.warren.wg.timers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The wheel against a map of deadlines that is searched from end to end. */
class TimerWheelTest {
    private static final long SEED = 20261122;
    private static final long SECOND = 1_000_000_000L;

    @Test
    void agreesWithASearchOfAllDeadlinesOverRandomOperations() {
        Random random = new Random(SEED);
        long now = 7 * SECOND;
        TimerWheel<Integer> wheel = new TimerWheel<>();
        List<Deadline<Integer>> entries =
                IntStream.range(0, 200).mapToObj(Deadline<Integer>::new).toList();
        Map<Integer, Long> naive = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            int which = random.nextInt(entries.size());
            if (random.nextInt(8) == 0) {
                wheel.unset(entries.get(which));
                naive.remove(which);
            } else {
                long time = now + random.nextLong(random.nextBoolean() ? SECOND : 200 * SECOND);
                wheel.set(entries.get(which), time);
                naive.put(which, time);
            }
            now += random.nextLong(random.nextInt(500) == 0 ? 300 * SECOND : SECOND / 10);
            checkPoll(wheel, naive, now, "seed " + SEED + " step " + step);
        }
    }

    private static void checkPoll(TimerWheel<Integer> wheel, Map<Integer, Long> naive, long now, String label) {
        TreeSet<Integer> over = new TreeSet<>();
        wheel.poll(now, over::add);
        TreeSet<Integer> expected = new TreeSet<>();
        naive.forEach((which, time) -> {
            if (time <= now - TimerWheel.TICK || over.contains(which)) {
                expected.add(which);
            }
        });
        assertEquals(expected, over, label);
        for (Integer which : over) {
            Long time = naive.remove(which);
            assertFalse(time == null || time > now, label + ": too early");
        }
    }

    @Test
    void whatIsOverMayBeSetAgainAtOnce() {
        TimerWheel<String> wheel = new TimerWheel<>();
        Deadline<String> again = new Deadline<>("again");
        List<String> log = new ArrayList<>();
        wheel.set(again, SECOND);
        for (int tenths = 1; tenths <= 35; tenths++) {
            long now = tenths * (SECOND / 10) + TimerWheel.TICK;
            int tenth = tenths;
            wheel.poll(now, value -> {
                log.add(value + " " + tenth);
                wheel.set(again, (tenth + 10) * (SECOND / 10));
            });
        }
        assertEquals(List.of("again 10", "again 20", "again 30"), log);
    }

    @Test
    void oneThatWasOverWhenItWasSetComesUpAtTheNextTick() {
        TimerWheel<String> wheel = new TimerWheel<>();
        wheel.poll(5 * SECOND, value -> {});
        wheel.set(new Deadline<>("late"), SECOND);
        List<String> log = new ArrayList<>();
        wheel.poll(5 * SECOND, log::add);
        assertEquals(List.of(), log);
        wheel.poll(5 * SECOND + TimerWheel.TICK, log::add);
        assertEquals(List.of("late"), log);
    }
}
