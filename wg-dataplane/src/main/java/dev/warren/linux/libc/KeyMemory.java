package dev.warren.linux.libc;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;
import java.util.ArrayDeque;

/**
 * Slots of 32 bytes for keys, outside the heap, in pages that are kept in RAM (mlock(2), where the process may) and out of core dumps
 * (MADV_DONTDUMP). A slot is wiped and used again once its owner is collected. Any thread.
 */
public final class KeyMemory {
    /** The length of a slot in bytes. */
    public static final int SLOT = 32;

    private static final int CHUNK = 65_536;
    private static final int PAGE = 4_096;
    private static final int MADV_DONTDUMP = 16;
    private static final Cleaner CLEANER = Cleaner.create();
    private static final ArrayDeque<MemorySegment> FREE = new ArrayDeque<>();
    private static MemorySegment chunk = MemorySegment.NULL;
    private static long used;
    private static boolean locked = true;

    private KeyMemory() {}

    /** A slot of zeros that is the owner's as long as the owner can be reached. */
    public static MemorySegment allocate(Object owner) {
        MemorySegment slot = take();
        CLEANER.register(owner, () -> release(slot));
        return slot;
    }

    /** False if any of the pages could not be locked, which RLIMIT_MEMLOCK decides for a process without CAP_IPC_LOCK. */
    public static synchronized boolean isLocked() {
        return locked;
    }

    private static synchronized MemorySegment take() {
        MemorySegment free = FREE.poll();
        if (free != null) {
            return free;
        }
        if (used == chunk.byteSize()) {
            chunk = java.lang.foreign.Arena.global().allocate(CHUNK, PAGE);
            used = 0;
            locked &= LibC.mlock(chunk.address(), CHUNK) == 0;
            LibC.madvise(chunk.address(), CHUNK, MADV_DONTDUMP);
        }
        MemorySegment slot = chunk.asSlice(used, SLOT);
        used += SLOT;
        return slot;
    }

    private static synchronized void release(MemorySegment slot) {
        slot.fill((byte) 0);
        FREE.add(slot);
    }
}
