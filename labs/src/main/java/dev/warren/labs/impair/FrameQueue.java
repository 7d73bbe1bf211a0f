package dev.warren.labs.impair;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Frames on their way, in the order of their departures. One thread adds, one takes; bounded by {@value #MAX_BYTES} bytes. */
final class FrameQueue {
    /** What may be on the way: 50 ms at 2.5 Gbit/s. */
    static final int MAX_BYTES = 16 << 20;

    private static final class Frame {
        final byte[] bytes;
        final long departure;

        Frame(byte[] bytes, long departure) {
            this.bytes = bytes;
            this.departure = departure;
        }
    }

    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private int bytes;

    /** Adds a frame; false if there is no room for it. Departures are in nanoseconds and never before an earlier frame's. */
    boolean add(byte[] frame, long departure) {
        lock.lock();
        try {
            if (bytes + frame.length > MAX_BYTES) {
                return false;
            }
            bytes += frame.length;
            frames.addLast(new Frame(frame, departure));
            more.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next departure by {@link System#nanoTime} and takes that frame. */
    byte[] take() throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                Frame first = frames.peekFirst();
                if (first == null) {
                    more.await();
                    continue;
                }
                long left = first.departure - System.nanoTime();
                if (left <= 0) {
                    frames.removeFirst();
                    bytes -= first.bytes.length;
                    return first.bytes;
                }
                more.await(left, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }
}
