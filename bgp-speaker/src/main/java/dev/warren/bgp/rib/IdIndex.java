package dev.warren.bgp.rib;

import java.util.function.IntUnaryOperator;

/**
 * From hashes to ids (1 and up) by open addressing with linear probing; what has the id compares and hashes. A look-up goes through
 * {@link #slots} from {@link #home} on by {@link #next} until a slot is 0, and if it has found nothing, in the same way through
 * {@link #before}. It grows without a pause: the array before stands beside the new one, and some of its slots move with each
 * addition. What has left it is below 0.
 */
final class IdIndex {
    private static final int FIRST_SLOTS = 1 << 10;
    private static final int GONE = -1;
    /** With 2 or more all have moved before the next array is full. */
    private static final int MOVED_AT_ONCE = 4;

    private static final int[] NONE = {0};

    private final IntUnaryOperator hashOf;
    private int[] slots = new int[FIRST_SLOTS];
    private int[] before = NONE;
    private int moved;
    private int size;

    IdIndex(IntUnaryOperator hashOf) {
        this.hashOf = hashOf;
    }

    static int home(int[] slots, int hash) {
        return hash & (slots.length - 1);
    }

    static int next(int[] slots, int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    /** Where most ids are. */
    int[] slots() {
        return slots;
    }

    /** Where the others are. */
    int[] before() {
        return before;
    }

    void add(int id, int hash) {
        // At most two thirds full.
        if (3 * (size + 1L) > 2L * slots.length) {
            move(before.length);
            before = slots;
            slots = new int[2 * before.length];
            moved = 0;
        }
        put(id, hash);
        size++;
        move(MOVED_AT_ONCE);
    }

    private void put(int id, int hash) {
        int slot = home(slots, hash);
        while (slots[slot] != 0) {
            slot = next(slots, slot);
        }
        slots[slot] = id;
    }

    private void move(int count) {
        if (before.length == NONE.length) {
            return;
        }
        int end = Math.min(moved + count, before.length);
        for (; moved < end; moved++) {
            int id = before[moved];
            if (id > 0) {
                put(id, hashOf.applyAsInt(id));
                before[moved] = GONE;
            }
        }
        if (moved == before.length) {
            before = NONE;
        }
    }

    void remove(int id, int hash) {
        size--;
        int slot = find(slots, id, hash);
        if (slot >= 0) {
            close(slot);
        } else {
            before[find(before, id, hash)] = GONE;
        }
    }

    /** Where an id is; below 0 if it isn't there. */
    private static int find(int[] slots, int id, int hash) {
        int slot = home(slots, hash);
        while (slots[slot] != id) {
            if (slots[slot] == 0) {
                return -1;
            }
            slot = next(slots, slot);
        }
        return slot;
    }

    /** Closes a gap, so that no look-up ends early. */
    private void close(int first) {
        int gap = first;
        slots[gap] = 0;
        for (int slot = next(slots, gap); slots[slot] != 0; slot = next(slots, slot)) {
            int home = home(slots, hashOf.applyAsInt(slots[slot]));
            boolean reachable = gap <= slot ? (gap < home && home <= slot) : (gap < home || home <= slot);
            if (!reachable) {
                slots[gap] = slots[slot];
                slots[slot] = 0;
                gap = slot;
            }
        }
    }
}
