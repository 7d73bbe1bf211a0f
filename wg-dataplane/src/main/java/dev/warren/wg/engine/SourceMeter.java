package dev.warren.wg.engine;

import dev.warren.net.IpFamily;

/**
 * Which sources of handshake messages are calm: five at once, then twenty a second for an IPv4 address or an IPv6 /64. Sources share a
 * fixed number of meters by a secret hash, so nothing grows; a collision only makes a calm source busy. The inbound thread's.
 */
final class SourceMeter {
    private static final int METERS = 4_096;
    private static final long INTERVAL = 1_000_000_000L / 20;
    private static final long BURST = 5 * INTERVAL;

    private static final long BUSY_INTERVAL = 1_000_000_000L / 20_000;
    private static final long BUSY_BURST = 64 * BUSY_INTERVAL;

    private final long seed;
    private long busyEmptyAt;

    /** When a meter is back at zero; before the first message of a source that is in the past. */
    private final long[] emptyAt = new long[METERS];

    SourceMeter(long seed) {
        this.seed = seed;
    }

    /** Counts a message. True if its source sends few. */
    boolean isCalm(Arrival from, long now) {
        int meter = meter(from.family == IpFamily.V4 ? from.low : from.high);
        long empty = emptyAt[meter] - now > 0 ? emptyAt[meter] : now;
        if (empty - now > BURST - INTERVAL) {
            return false;
        }
        emptyAt[meter] = empty + INTERVAL;
        return true;
    }

    /** True if the source's next message would not be calm. Counts nothing: a message without a right MAC1 proves no source. */
    boolean isBusy(Arrival from, long now) {
        return emptyAt[meter(from.family == IpFamily.V4 ? from.low : from.high)] - now > BURST - INTERVAL;
    }

    /** True if a busy source's message may be looked at: 20,000 a second of all busy sources together. */
    boolean mayPass(long now) {
        long empty = busyEmptyAt - now > 0 ? busyEmptyAt : now;
        if (empty - now > BUSY_BURST) {
            return false;
        }
        busyEmptyAt = empty + BUSY_INTERVAL;
        return true;
    }

    private int meter(long source) {
        long mixed = (source ^ seed) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (mixed ^ (mixed >>> 32) ^ Long.rotateLeft(seed, 17)) * 0xd6e8_feb8_6659_fd93L;
        return (int) (mixed >>> 52);
    }
}
