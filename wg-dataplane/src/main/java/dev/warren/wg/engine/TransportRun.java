package dev.warren.wg.engine;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.wg.crypto.Train;
import dev.warren.wg.noise.Messages;
import java.lang.foreign.MemorySegment;

/** The transport messages of one session and of one size that follow each other in what was received. One thread's. */
final class TransportRun {
    final long[] counters = new long[Train.MOST];
    int count;
    int receiver;

    /**
     * Takes the transport message at {@code at}, and those after it that are like it.
     *
     * @param available the bytes from there on
     * @param size the bytes of the first and of each that is like it, at least those of a keepalive
     */
    void gather(MemorySegment memory, long at, int available, int size) {
        receiver = memory.get(NativeMemory.INT, at + Messages.TRANSPORT_RECEIVER);
        int most = Math.min(available / size, Train.MOST);
        count = 0;
        do {
            counters[count] = memory.get(NativeMemory.LONG, at + (long) count * size + Messages.TRANSPORT_COUNTER);
            count++;
        } while (count < most && isAlike(memory, at + (long) count * size));
    }

    private boolean isAlike(MemorySegment memory, long at) {
        return memory.get(NativeMemory.INT, at) == Messages.TRANSPORT
                && memory.get(NativeMemory.INT, at + Messages.TRANSPORT_RECEIVER) == receiver;
    }
}
