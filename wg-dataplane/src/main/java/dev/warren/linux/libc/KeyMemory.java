package dev.warren.linux.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/**
 * Slots of 32 bytes for keys, outside the heap, in pages that are kept in RAM (mlock(2), where the process may) and out of core dumps
 * (MADV_DONTDUMP). A slot is wiped and used again once nothing refers to it any more. Any thread.
 */
public final class KeyMemory {
    /** The length of a slot in bytes. */
    public static final int SLOT = 32;

    private static final int CHUNK = 65_536;
    private static final int PAGE = 4_096;
    private static final int MADV_DONTDUMP = 16;
    private static final int PR_SET_DUMPABLE = 4;
    private static final ArrayDeque<MemorySegment> FREE = new ArrayDeque<>();
    private static MemorySegment chunk = MemorySegment.NULL;
    private static long used;
    private static boolean locked = true;

    private KeyMemory() {}

    /**
     * Keeps the whole process out of core dumps and from being traced by its own user, for what passes through other memory (a buffer
     * of netlink's, text that is decoded). First of all in a process that reads keys; prctl(2), PR_SET_DUMPABLE.
     */
    public static void protectProcess() {
        LibC.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    }

    /** A slot of zeros. */
    @SuppressWarnings("restricted") // the same 32 bytes, with a life of their own
    public static MemorySegment allocate() {
        MemorySegment slot = take();
        return slot.reinterpret(Arena.ofAuto(), s -> release(slot));
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
            chunk = Arena.global().allocate(CHUNK, PAGE);
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
