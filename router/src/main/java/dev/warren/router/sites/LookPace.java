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
    public static final Duration LONGEST = TunnelLiveness.LEAST_SILENCE;

    private static final int SHARE = 20;

    /** Twice that changes nothing yet. */
    private static final Duration LEAST_EXPECTED = SHORTEST.dividedBy(2 * SHARE);

    private Duration expected = LEAST_EXPECTED;

    /** The wait from the begin of a look that took so long to the begin of the next. */
    public Duration after(Duration took) {
        Duration twice = expected.multipliedBy(2);
        expected = clamp(took, LEAST_EXPECTED, twice);
        return clamp(expected.multipliedBy(SHARE), SHORTEST, LONGEST);
    }

    private static Duration clamp(Duration value, Duration least, Duration most) {
        return value.compareTo(least) < 0 ? least : value.compareTo(most) > 0 ? most : value;
    }
}
