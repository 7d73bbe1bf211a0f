package dev.warren.labs.check;

import dev.warren.labs.lab.CommandFailed;
import dev.warren.labs.lab.LabException;
import java.time.Duration;

/** Waiting for what must become true, and watching that something stays true. */
public final class Await {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

    /** Ample, for a busy machine too. */
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private Await() {}

    /**
     * Looks once: returns what it saw, or throws {@link CheckFailure} while it isn't as it should be. A command that fails or prints
     * what can't be read (IllegalArgumentException) counts as not yet.
     */
    public interface Probe<T> {
        T look() throws CheckFailure, LabException, InterruptedException;
    }

    /** Looks again and again until a probe passes, for half a minute: where the time isn't the point. */
    public static <T> T until(Probe<T> probe) throws CheckFailure, LabException, InterruptedException {
        return until(AMPLE, probe);
    }

    /** Looks again and again until a probe passes; at the deadline its last failure is thrown. */
    public static <T> T until(Duration limit, Probe<T> probe) throws CheckFailure, LabException, InterruptedException {
        return until(limit, SHORTEST_PAUSE, probe);
    }

    /** As above with another shortest pause between looks. */
    public static <T> T until(Duration limit, Duration shortestPause, Probe<T> probe)
            throws CheckFailure, LabException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Pause pause = new Pause(shortestPause);
        while (true) {
            long begun = System.nanoTime();
            String seen;
            try {
                return probe.look();
            } catch (CheckFailure | CommandFailed | IllegalArgumentException e) {
                seen = String.valueOf(e.getMessage());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new CheckFailure("after " + limit.toSeconds() + " s: " + seen);
            }
            pause.after(begun);
        }
    }

    /** Looks again and again until the time is over: the first failure is thrown. */
    public static void stays(Duration time, Probe<?> probe) throws CheckFailure, LabException, InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        Pause pause = new Pause(SHORTEST_PAUSE);
        while (System.nanoTime() - deadline < 0) {
            long begun = System.nanoTime();
            probe.look();
            pause.after(begun);
        }
    }
}
