package dev.warren.labs.impair;

import java.util.random.RandomGenerator;

/**
 * When each frame of one direction is sent on, and which are lost. A rate has a queue before it, as a slow line has: what would wait in it for
 * longer than {@value #QUEUE_NANOS} ns and more than {@value #QUEUE_FRAMES} frames of its size is dropped. One thread's.
 */
final class FrameSchedule {
    /** The longest wait for the rate. */
    static final long QUEUE_NANOS = 200_000_000;

    /** Frames that may wait in any case. */
    static final int QUEUE_FRAMES = 10;

    /** Returned for a frame that isn't sent. */
    static final long DROPPED = Long.MIN_VALUE;

    private static final double NANOS_PER_SECOND = 1e9;

    private final Impairment impairment;
    private final RandomGenerator random;
    private long lineFree;
    private long last;
    private boolean begun;

    FrameSchedule(Impairment impairment, RandomGenerator random) {
        this.impairment = impairment;
        this.random = random;
    }

    /**
     * The time at which a frame is to be sent, or {@link #DROPPED}.
     *
     * @param now of a clock in nanoseconds that never goes back
     * @param length of the frame, in bytes
     */
    long departure(long now, int length) {
        if (!begun) {
            lineFree = now;
            last = now;
            begun = true;
        }
        if (impairment.loss() > 0 && random.nextDouble() < impairment.loss()) {
            return DROPPED;
        }
        long through = now;
        if (impairment.rate() > 0) {
            long took = Math.round(length * 8 * NANOS_PER_SECOND / impairment.rate());
            long free = Math.max(now, lineFree);
            if (free - now > Math.max(QUEUE_NANOS, QUEUE_FRAMES * took)) {
                return DROPPED;
            }
            lineFree = free + took;
            through = lineFree;
        }
        long jitter = impairment.jitter().toNanos();
        long varied = jitter == 0 ? 0 : random.nextLong(-jitter, jitter + 1);
        last = Math.max(last, through + impairment.delay().toNanos() + varied);
        return last;
    }
}
