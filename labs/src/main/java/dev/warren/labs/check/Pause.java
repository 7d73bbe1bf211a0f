package dev.warren.labs.check;

import java.time.Duration;

/**
 * The time between two looks at a lab: as long as a look takes, within bounds. So looking costs the machine half its time at most, and
 * what is waited for has the other half.
 *
 * @param shortest at least so long; at most a second
 */
record Pause(Duration shortest) {
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** Waits after a look that began at this {@link System#nanoTime}. */
    void after(long begun) throws InterruptedException {
        Thread.sleep(of(Duration.ofNanos(System.nanoTime() - begun)));
    }

    Duration of(Duration lookTook) {
        return Duration.ofNanos(Math.clamp(lookTook.toNanos(), shortest.toNanos(), LONGEST.toNanos()));
    }
}
