package dev.warren.linux.libc;

import java.lang.foreign.MemorySegment;

/** poll(2) for readability on a few descriptors. One thread's. */
public final class Poller {
    private static final short POLLIN = 1;
    private static final int ENTRY = 8;

    private final PacketCalls calls = new PacketCalls();
    private final MemorySegment entries;
    private final int capacity;
    private int count;

    /** A poller of at most {@code capacity} descriptors. */
    public Poller(int capacity) {
        this.capacity = capacity;
        entries = NativeMemory.allocate((long) capacity * ENTRY);
    }

    /** Forgets all descriptors. */
    public void reset() {
        count = 0;
    }

    /** Adds a descriptor; returns its index. */
    public int add(int fd) {
        if (count == capacity) {
            throw new IllegalStateException("this poller takes " + capacity + " descriptors");
        }
        entries.set(NativeMemory.INT, (long) count * ENTRY, fd);
        entries.set(NativeMemory.SHORT, (long) count * ENTRY + 4, POLLIN);
        return count++;
    }

    /** Waits until a descriptor is readable or in error; -1 milliseconds is for ever. Returns false on a timeout or a signal. */
    public boolean await(int milliseconds) {
        return calls.poll(entries.address(), count, milliseconds) > 0;
    }

    /** True if the last wait found the descriptor readable, hung up or in error. */
    public boolean ready(int index) {
        return entries.get(NativeMemory.SHORT, (long) index * ENTRY + 6) != 0;
    }
}
