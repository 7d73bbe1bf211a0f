package dev.warren.bgp.bfd;

import java.time.Duration;

/**
 * What is set of a session (RFC 5880 section 6.8.1). The neighbour's values count as well: packets go out at the greater of {@code
 * desiredMinTx} and what the neighbour can take, and its silence is noticed after its own multiplier times the greater of {@code
 * requiredMinRx} and what it wants to send.
 *
 * @param desiredMinTx least time between packets that we want to send, 10 ms to 60 s; until the session is up it is a second or more
 * @param requiredMinRx least time between packets that we can take, 10 ms to 60 s
 * @param detectMultiplier how many of our packets may be missing, 1 to 255
 * @param passive sends nothing until the neighbour was heard (section 6.1)
 */
public record BfdParameters(Duration desiredMinTx, Duration requiredMinRx, int detectMultiplier, boolean passive) {
    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration MOST = Duration.ofSeconds(60);

    /** 300 ms both ways, three missing ones: what routers have without being told. */
    public static final BfdParameters DEFAULT =
            new BfdParameters(Duration.ofMillis(300), Duration.ofMillis(300), 3, false);

    /** Checks the ranges. */
    public BfdParameters {
        check("desired transmit interval", desiredMinTx);
        check("required receive interval", requiredMinRx);
        if (detectMultiplier < 1 || detectMultiplier > 255) {
            throw new IllegalArgumentException("detect multiplier " + detectMultiplier + " is not 1 to 255");
        }
    }

    private static void check(String name, Duration interval) {
        if (interval.compareTo(LEAST) < 0 || interval.compareTo(MOST) > 0) {
            throw new IllegalArgumentException(name + " " + interval.toMillis() + " ms is not 10 ms to 60 s");
        }
    }

    long desiredMinTxMicros() {
        return desiredMinTx.toNanos() / 1_000;
    }

    long requiredMinRxMicros() {
        return requiredMinRx.toNanos() / 1_000;
    }
}
