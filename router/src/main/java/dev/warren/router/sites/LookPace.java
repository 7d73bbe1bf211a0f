package dev.warren.router.sites;

import java.time.Duration;

/**
 * How long to wait between two looks at the tunnels: a second, and longer where a device has so many peers and prefixes that
 * telling of them takes long, so that looking costs at most one part in 20 of the time. One slow look says nothing,
 * as a busy machine has those, too: what a look is thought to take at most doubles from one to the next.
 */
public final class LookPace {
    /** The shortest wait. */
    public static final Duration SHORTEST = Duration.ofSeconds(1);

    /** The longest one, whatever looks take: a tunnel's end is noticed late by so much at most. */
    public static final Duration LONGEST = Duration.ofSeconds(10);

    private static final int SHARE = 20;

    /** Twice that changes nothing yet. */
    private static final long LEAST_EXPECTED_NANOS = SHORTEST.toNanos() / (2 * SHARE);

    private long expectedNanos = LEAST_EXPECTED_NANOS;

    /** The wait from the begin of a look that took so long to the begin of the next. */
    public Duration after(Duration took) {
        expectedNanos = Math.clamp(took.toNanos(), LEAST_EXPECTED_NANOS, 2 * expectedNanos);
        return Duration.ofNanos(Math.clamp(SHARE * expectedNanos, SHORTEST.toNanos(), LONGEST.toNanos()));
    }
}
