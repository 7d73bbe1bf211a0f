package dev.warren.bgp.rib;

import java.util.function.IntUnaryOperator;

/**
 * From hashes to ids (1 and up) by open addressing with linear probing; what has the id compares and hashes. A look-up goes from
 * {@link #first} by {@link #next} until {@link #at} answers 0.
 */
final class IdIndex {
    private static final int FIRST_SLOTS = 1 << 10;

    private final IntUnaryOperator hashOf;
    private int[] slots = new int[FIRST_SLOTS];
    private int size;

    IdIndex(IntUnaryOperator hashOf) {
        this.hashOf = hashOf;
    }

    int first(int hash) {
        return hash & (slots.length - 1);
    }

    int next(int slot) {
        return (slot + 1) & (slots.length - 1);
    }

    int at(int slot) {
        return slots[slot];
    }

    void add(int id, int hash) {
        // At most two thirds full.
        if (3 * (size + 1L) > 2L * slots.length) {
            grow();
        }
        put(id, hash);
        size++;
    }

    private void put(int id, int hash) {
        int slot = first(hash);
        while (slots[slot] != 0) {
            slot = next(slot);
        }
        slots[slot] = id;
    }

    private void grow() {
        int[] before = slots;
        slots = new int[2 * before.length];
        for (int id : before) {
            if (id != 0) {
                put(id, hashOf.applyAsInt(id));
            }
        }
    }

    /** Closes the gap that the id leaves, so that no look-up ends early. */
    void remove(int id, int hash) {
        int gap = first(hash);
        while (slots[gap] != id) {
            gap = next(gap);
        }
        slots[gap] = 0;
        size--;
        for (int slot = next(gap); slots[slot] != 0; slot = next(slot)) {
            int home = first(hashOf.applyAsInt(slots[slot]));
            boolean reachable = gap <= slot ? (gap < home && home <= slot) : (gap < home || home <= slot);
            if (!reachable) {
                slots[gap] = slots[slot];
                slots[slot] = 0;
                gap = slot;
            }
        }
    }
}
