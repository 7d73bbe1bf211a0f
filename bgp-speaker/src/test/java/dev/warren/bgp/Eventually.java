package dev.warren.bgp;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must become true, and says what is true instead when it doesn't. */
final class Eventually {
    private static final long POLL_NANOS = 10_000_000;

    private Eventually() {}

    static void eventually(Duration limit, BooleanSupplier condition, Supplier<?> otherwise) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + limit + ": " + otherwise.get());
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
