package dev.warren.wg.engine;

/**
 * The timestamps of our initiations: never the same twice, never backwards, whatever the wall clock does, over restarts too. A store keeps a
 * mark that is later than every timestamp used, written ahead of them by an interval and so rarely. The control thread's.
 */
public final class InitiationClock {
    /** Keeps the mark where a restart finds it. */
    public interface Store {
        /** Keeps nothing. */
        Store NONE = new Store() {
            @Override
            public long read() {
                return 0;
            }

            @Override
            public void write(long unixNanos) {}
        };

        /** The mark, in nanoseconds since 1970; 0 if there is none. */
        long read();

        /** Makes the mark outlast the machine's end. A failure is the store's to report. */
        void write(long unixNanos);
    }

    /** How far the mark is written ahead of the wall clock. */
    static final long AHEAD = 600_000_000_000L;

    /** And how far if the timestamps themselves are ahead of the wall clock, lest restarts push them on and on. */
    static final long AHEAD_OF_MARK = 1_000_000_000L;

    /** Timestamps hide the clock's low bits: the least difference between two. */
    private static final long STEP = 1L << 24;

    private final Store store;
    private long last;
    private long mark;
    private boolean used;

    /** A clock that goes on where the last one that used the store ended. */
    public InitiationClock(Store store) {
        this.store = store;
        mark = store.read();
        last = mark;
    }

    /** The next timestamp, in nanoseconds since 1970. */
    long next(long unixNanos) {
        last = Math.max(unixNanos, last + STEP);
        used = true;
        if (last >= mark) {
            writeAhead(unixNanos);
        }
        return last;
    }

    /** Writes ahead while nobody waits for it, if timestamps have been used since. Call it now and then. */
    public void prepare(long unixNanos) {
        if (used && mark - Math.max(unixNanos, last) < AHEAD / 2 && unixNanos >= last) {
            used = false;
            writeAhead(unixNanos);
        }
    }

    private void writeAhead(long unixNanos) {
        mark = last > unixNanos ? last + AHEAD_OF_MARK : unixNanos + AHEAD;
        store.write(mark);
    }
}
