package dev.warren.wg.device;

import dev.warren.linux.libc.LibC;
import dev.warren.linux.libc.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.time.Instant;

/**
 * Nanoseconds that also pass while the machine is suspended (CLOCK_BOOTTIME), at the price of {@link System#nanoTime}: the difference of
 * the two is read again now and then. {@link #now} from any thread, {@link #adjust} from one.
 */
final class BootClock {
    private static final int CLOCK_MONOTONIC = 1;
    private static final int CLOCK_BOOTTIME = 7;

    /** Readings further apart than this many nanoseconds were taken around a pause of the thread: they say nothing. */
    private static final long INTERRUPTED = 1_000_000;

    private final MemorySegment timespec = NativeMemory.allocate(16);
    private volatile long suspended;

    BootClock() {
        suspended = read(CLOCK_BOOTTIME) - read(CLOCK_MONOTONIC);
        adjust();
    }

    long now() {
        return System.nanoTime() + suspended;
    }

    static long unixNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** Takes in how long the machine was suspended. */
    void adjust() {
        long before = read(CLOCK_MONOTONIC);
        long boot = read(CLOCK_BOOTTIME);
        long after = read(CLOCK_MONOTONIC);
        if (after - before < INTERRUPTED) {
            suspended = boot - after;
        }
    }

    private long read(int clock) {
        LibC.clock_gettime(clock, timespec.address());
        return timespec.get(NativeMemory.LONG, 0) * 1_000_000_000L + timespec.get(NativeMemory.LONG, 8);
    }
}
