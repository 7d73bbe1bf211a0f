package dev.warren.wg.engine;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Packets that wait for a session: the newest 128. Any thread. */
final class StagedPackets {
    static final int LIMIT = 128;

    private volatile @Nullable ArrayDeque<byte[]> packets;

    /** Keeps a copy; returns false if an older one had to go. */
    synchronized boolean add(MemorySegment memory, long at, int length) {
        ArrayDeque<byte[]> queue = packets;
        if (queue == null) {
            queue = new ArrayDeque<>();
            packets = queue;
        }
        byte[] copy = new byte[length];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, copy, 0, length);
        queue.add(copy);
        if (queue.size() <= LIMIT) {
            return true;
        }
        queue.remove();
        return false;
    }

    boolean isEmpty() {
        return packets == null;
    }

    /** Takes all, or null if there are none. */
    @Nullable
    synchronized ArrayDeque<byte[]> takeAll() {
        ArrayDeque<byte[]> queue = packets;
        packets = null;
        return queue;
    }
}
