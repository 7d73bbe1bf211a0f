package dev.warren.bgp.fsm;

import java.util.random.RandomGenerator;

/** How long things take in a session (RFC 4271 section 10). In milliseconds; deadlines are times of the clock that {@code now} is of. */
final class SessionTimers {
    /** How long an OPEN may take. */
    static final long OPEN_HOLD = 240_000;

    private static final long FIRST_PAUSE = 1_000;
    private static final long MIN_SEND_HOLD = 480_000;

    private final FsmConfig config;
    private final RandomGenerator random;

    SessionTimers(FsmConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
    }

    long hold(Negotiated negotiated, long now) {
        return negotiated.holdTime() == 0 ? Connection.NEVER : now + 1_000L * negotiated.holdTime();
    }

    long keepalive(Negotiated negotiated, long now) {
        return negotiated.holdTime() == 0 ? Connection.NEVER : now + jittered(1_000L * negotiated.holdTime() / 3);
    }

    /** RFC 9687: twice the hold time, at least eight minutes; none without a hold time. */
    long sendHold(Negotiated negotiated, long now) {
        if (negotiated.holdTime() == 0) {
            return Connection.NEVER;
        }
        return now
                + (config.sendHold() > 0 ? config.sendHold() : Math.max(MIN_SEND_HOLD, 2_000L * negotiated.holdTime()));
    }

    long connectRetry(long now) {
        return now + jittered(config.connectRetry());
    }

    /** A second, doubled for each failure after the first, at most the connect-retry time. */
    long backoff(int failures) {
        return Math.min(config.connectRetry(), FIRST_PAUSE << Math.min(failures - 1, 20));
    }

    /** 75 to 100 % of a time. */
    long jittered(long time) {
        return time - random.nextLong(time / 4 + 1);
    }
}
