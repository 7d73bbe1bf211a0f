package dev.warren.wg.noise;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * TAI64N timestamps (https://cr.yp.to/libtai/tai64.html): 8 bytes of seconds from 2^62 on, 4 of nanoseconds, big-endian, so the
 * unsigned order of bytes is the order of time.
 */
public final class Tai64n {
    /** The length of a timestamp in bytes. */
    public static final int BYTES = 12;

    /** The seconds' label of 1970-01-01 00:00:00 UTC as WireGuard counts: 2^62 + 10. */
    private static final long EPOCH = 0x4000_0000_0000_000aL;

    /** The clock's low bits are hidden: 2^24 ns are the steps that 50 initiations a second need. */
    private static final long HIDDEN = (1L << 24) - 1;

    private Tai64n() {}

    /** The timestamp of a Unix time in nanoseconds, its low bits cleared. */
    public static byte[] of(long unixNanos) {
        long seconds = Math.floorDiv(unixNanos, 1_000_000_000L);
        long nanos = Math.floorMod(unixNanos, 1_000_000_000L) & ~HIDDEN;
        return ByteBuffer.allocate(BYTES)
                .putLong(EPOCH + seconds)
                .putInt((int) nanos)
                .array();
    }

    /** True if a timestamp is later than another. */
    public static boolean isAfter(byte[] timestamp, byte[] other) {
        return Arrays.compareUnsigned(timestamp, other) > 0;
    }
}
