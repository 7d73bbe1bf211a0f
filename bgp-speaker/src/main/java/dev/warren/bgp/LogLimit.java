package dev.warren.bgp;

/** At most one line a second for what others can cause; counts what isn't logged. One thread. */
final class LogLimit {
    private static final long INTERVAL_NANOS = 1_000_000_000;

    private long next = System.nanoTime();
    private long total;

    /** Counts one more; true if it may be logged. */
    boolean passes() {
        total++;
        long now = System.nanoTime();
        if (now - next < 0) {
            return false;
        }
        next = now + INTERVAL_NANOS;
        return true;
    }

    /** How often {@link #passes} was asked. */
    long total() {
        return total;
    }
}
