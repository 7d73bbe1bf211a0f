package dev.warren.wg.timers;

import java.time.Duration;

/**
 * The constants of the paper's section 6.1 as nanoseconds; tests shorten them.
 *
 * @param rekeyAfterTime the initiator starts a new handshake when it sends with a key of this age
 * @param rejectAfterTime a key of this age is not used any more
 * @param rekeyAttemptTime how long handshakes are tried
 * @param rekeyTimeout how long a response is waited for
 * @param keepaliveTimeout how long after a packet something is sent back
 * @param jitter the upper bound of the random part of a retry
 */
public record TimerParameters(
        long rekeyAfterTime,
        long rejectAfterTime,
        long rekeyAttemptTime,
        long rekeyTimeout,
        long keepaliveTimeout,
        long jitter) {

    /** The paper's: 120 s, 180 s, 90 s, 5 s, 10 s, 334 ms. */
    public static final TimerParameters PAPER = new TimerParameters(
            seconds(120),
            seconds(180),
            seconds(90),
            seconds(5),
            seconds(10),
            Duration.ofMillis(334).toNanos());

    /** After so many messages a new handshake is started: 2^60. */
    public static final long REKEY_AFTER_MESSAGES = 1L << 60;

    /** @throws IllegalArgumentException unless all are positive and keys are renewed before they are rejected */
    public TimerParameters {
        if (rekeyAfterTime <= 0
                || rejectAfterTime <= rekeyAfterTime
                || rekeyAttemptTime <= 0
                || rekeyTimeout <= 0
                || keepaliveTimeout <= 0
                || jitter <= 0) {
            throw new IllegalArgumentException("timers are positive, and keys are renewed before they are rejected");
        }
    }

    /** The paper's with all times divided; for tests of rekeying. */
    public static TimerParameters dividedBy(int divisor) {
        return new TimerParameters(
                PAPER.rekeyAfterTime / divisor,
                PAPER.rejectAfterTime / divisor,
                PAPER.rekeyAttemptTime / divisor,
                PAPER.rekeyTimeout / divisor,
                PAPER.keepaliveTimeout / divisor,
                PAPER.jitter / divisor);
    }

    /** The age at which an initiator that only receives starts a handshake: 165 s. */
    public long rekeyOnReceiveTime() {
        return rejectAfterTime - keepaliveTimeout - rekeyTimeout;
    }

    /** How long after the last handshake all keys are wiped: 540 s. */
    public long wipeAfterTime() {
        return 3 * rejectAfterTime;
    }

    /** How many times a handshake is tried again: 18. */
    public int maximumAttempts() {
        return (int) (rekeyAttemptTime / rekeyTimeout);
    }

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
