package dev.warren.labs.check;

import dev.warren.labs.lab.Lab;
import dev.warren.labs.lab.LabException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What is checked of a lab that says nothing of what should become true: its main processes go on running. */
public record MainsRun() implements Step {
    private static final Duration STEADY = Duration.ofSeconds(2);
    private static final long POLL_MILLIS = 100;

    @Override
    public String title() {
        return "every main process goes on running";
    }

    @Override
    public String run(Lab lab) throws LabException, InterruptedException {
        long end = System.nanoTime() + STEADY.toNanos();
        do {
            lab.requireMains();
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } while (System.nanoTime() - end < 0);
        return "the lab has no expect/ folder";
    }
}
