package dev.warren.bgp.log;

/** At most one line a second for what others can cause; counts what isn't logged. One thread. */
public final class LogLimit {
    /** The time between two lines. */
    public static final long INTERVAL_NANOS = 1_000_000_000;

    private long next = System.nanoTime();
    private long total;

    /** Counts one more; true if it may be logged. */
    public boolean passes() {
        total++;
        long now = System.nanoTime();
        if (now - next < 0) {
            return false;
        }
        next = now + INTERVAL_NANOS;
        return true;
    }

    /** How often {@link #passes} was asked. */
    public long total() {
        return total;
    }
}
