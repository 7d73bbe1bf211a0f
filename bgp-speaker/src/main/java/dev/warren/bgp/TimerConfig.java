package dev.warren.bgp;

import java.time.Duration;
import java.util.Optional;

/**
 * The times of a neighbour's session. Make it with {@link #builder}.
 *
 * @param hold what we propose as hold time: 0, or 3 to 65,535 seconds; 0 sends no keepalives
 * @param connectRetry the time between attempts to connect, and the greatest pause after repeated errors; 1 ms to one day
 * @param sendHold how long the neighbour may take nothing from us before its session ends (RFC 9687), one second to one day; by default
 *     eight minutes or twice the hold time, whichever is longer
 * @param refresh how long routes that an enhanced refresh hasn't confirmed are kept at most (RFC 7313 section 4); one second to one day
 */
public record TimerConfig(Duration hold, Duration connectRetry, Optional<Duration> sendHold, Duration refresh) {
    private static final Duration MAX_TIME = Duration.ofDays(1);

    /** @throws IllegalArgumentException if a time is out of its range; the message names it */
    public TimerConfig {
        long seconds = hold.toSeconds();
        if (seconds != 0 && (seconds < 3 || seconds > 0xffff)) {
            throw new IllegalArgumentException("hold time " + hold + " is not 0 or 3 to 65535 s");
        }
        require("connect retry", connectRetry, Duration.ofMillis(1));
        require("refresh time", refresh, Duration.ofSeconds(1));
        sendHold.ifPresent(time -> require("send-hold time", time, Duration.ofSeconds(1)));
    }

    private static void require(String what, Duration time, Duration least) {
        if (time.compareTo(least) < 0 || time.compareTo(MAX_TIME) > 0) {
            throw new IllegalArgumentException(what + " " + time + " is not " + least + " to " + MAX_TIME);
        }
    }

    /** Starts with a hold time of 90 s and 5 s between attempts to connect. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private Duration hold = Duration.ofSeconds(90);
        private Duration connectRetry = Duration.ofSeconds(5);
        private Optional<Duration> sendHold = Optional.empty();
        private Duration refresh = Duration.ofMinutes(10);

        private Builder() {}

        /** See {@link TimerConfig#hold}. */
        public Builder hold(Duration proposed) {
            hold = proposed;
            return this;
        }

        /** See {@link TimerConfig#connectRetry}. */
        public Builder connectRetry(Duration time) {
            connectRetry = time;
            return this;
        }

        /** See {@link TimerConfig#sendHold}. */
        public Builder sendHold(Duration time) {
            sendHold = Optional.of(time);
            return this;
        }

        /** See {@link TimerConfig#refresh}. */
        public Builder refresh(Duration time) {
            refresh = time;
            return this;
        }

        /**
         * The times.
         *
         * @throws IllegalArgumentException as the record's constructor
         */
        public TimerConfig build() {
            return new TimerConfig(hold, connectRetry, sendHold, refresh);
        }
    }
}
