package dev.warren.router.unnumbered;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to advertise a router on a link (RFC 4861 section 6.2): at once, soon again a few times, then every ten seconds or so; who asks is
 * answered, but never more often than every three seconds. One thread's.
 */
final class Pace {
    /** MIN_DELAY_BETWEEN_RAS. */
    static final Duration SHORTEST = Duration.ofSeconds(3);

    /** The usual interval, less or more by up to a fifth. */
    static final Duration USUAL = Duration.ofSeconds(10);

    /** MAX_INITIAL_RTR_ADVERTISEMENTS. */
    private static final int INITIAL = 3;

    private final RandomGenerator random;
    private long due;
    private long last;
    private int sent;

    /** Due at once. */
    Pace(long now, RandomGenerator random) {
        this.random = random;
        due = now;
    }

    boolean isDue(long now) {
        return now - due >= 0;
    }

    /** One has gone out. */
    void sent(long now) {
        sent++;
        last = now;
        due = now
                + (sent < INITIAL
                                ? SHORTEST
                                : USUAL.multipliedBy(80 + random.nextInt(41)).dividedBy(100))
                        .toNanos();
    }

    /** Somebody asks. */
    void asked(long now) {
        long soonest = sent == 0 ? now : Math.max(now, last + SHORTEST.toNanos());
        if (soonest - due < 0) {
            due = soonest;
        }
    }
}
