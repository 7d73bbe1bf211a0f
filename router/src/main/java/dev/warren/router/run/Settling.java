package dev.warren.router.run;

import java.time.Duration;

/**
 * Says when a started router has heard enough of BGP to remove what an earlier run left: when all sessions have been up for a
 * while, or after a time however many are.
 */
final class Settling {
    /** From the moment all sessions are up to the moment their tables are taken to be complete. */
    static final Duration QUIET = Duration.ofSeconds(3);

    /** The longest wait for sessions that don't come up. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final long startedAt;
    private long allUpSince = -1;

    Settling(long now) {
        startedAt = now;
    }

    /** Takes whether all sessions are up now. */
    boolean settled(boolean allUp, long now) {
        if (!allUp) {
            allUpSince = -1;
        } else if (allUpSince < 0) {
            allUpSince = now;
        }
        return now - startedAt >= LONGEST.toNanos() || (allUpSince >= 0 && now - allUpSince >= QUIET.toNanos());
    }
}
