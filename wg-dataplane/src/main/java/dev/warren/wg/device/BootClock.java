package dev.warren.wg.device;

import dev.warren.linux.libc.LibC;
import dev.warren.linux.libc.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.time.Instant;
import java.util.function.IntToLongFunction;

/**
 * Nanoseconds that also pass while the machine is suspended (CLOCK_BOOTTIME), at the price of {@link System#nanoTime}: the difference of
 * the two is read again now and then, and tells of a suspension. {@link #now} from any thread, {@link #adjust} from one.
 */
final class BootClock {
    static final int CLOCK_MONOTONIC = 1;
    static final int CLOCK_BOOTTIME = 7;

    /** A difference read in more than this time is none: the thread had to wait between the two clocks. */
    private static final long EXACT = 1_000_000L;

    /** What the difference must grow by to be a suspension. */
    private static final long SUSPENDED = 10_000_000L;

    private static final int TRIES = 100;
    private static final int SHIFT = Integer.getInteger("warren.wg.clock.shift", 0);

    private final IntToLongFunction clocks;
    private volatile long suspended;

    BootClock() {
        this(new SystemClocks()::read);
    }

    /** A clock over others: the argument is the number of clock_gettime(2). */
    BootClock(IntToLongFunction clocks) {
        this.clocks = clocks;
        for (int i = 0; i < TRIES && !adjust(); i++) {
            Thread.onSpinWait();
        }
    }

    long now() {
        return System.nanoTime() + suspended;
    }

    /** The wall clock in nanoseconds since 1970; for tests of wrong clocks plus {@code warren.wg.clock.shift} seconds. */
    static long unixNanos() {
        Instant now = Instant.now().plusSeconds(SHIFT);
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    /** Takes in how long the machine was suspended; true if it was since the last call. */
    boolean adjust() {
        long before = clocks.applyAsLong(CLOCK_MONOTONIC);
        long boot = clocks.applyAsLong(CLOCK_BOOTTIME);
        long difference = boot - before;
        if (clocks.applyAsLong(CLOCK_MONOTONIC) - before > EXACT || difference - suspended < SUSPENDED) {
            return false;
        }
        suspended = difference;
        return true;
    }

    /** The machine's clocks. */
    private static final class SystemClocks {
        private final MemorySegment timespec = NativeMemory.allocate(16);

        long read(int clock) {
            LibC.clock_gettime(clock, timespec.address());
            return timespec.get(NativeMemory.LONG, 0) * 1_000_000_000L + timespec.get(NativeMemory.LONG, 8);
        }
    }
}
