package dev.warren.bgp.rib;

import java.util.Arrays;

/** A set of ids as one bit each, in pieces that are made when their first bit is set. */
final class IdSet {
    private static final int SHIFT = 15;
    private static final int WORDS = 1 << (SHIFT - 6);
    private static final int MASK = (1 << SHIFT) - 1;

    private static final long[] NONE = new long[0];

    private long[][] pieces = new long[0][];
    private int size;

    boolean contains(int id) {
        int piece = id >>> SHIFT;
        return piece < pieces.length
                && pieces[piece].length > 0
                && (pieces[piece][(id & MASK) >>> 6] & (1L << id)) != 0;
    }

    /** True if it wasn't there. */
    boolean add(int id) {
        int piece = id >>> SHIFT;
        if (piece >= pieces.length) {
            int before = pieces.length;
            pieces = Arrays.copyOf(pieces, piece + 1);
            Arrays.fill(pieces, before, piece + 1, NONE);
        }
        if (pieces[piece].length == 0) {
            pieces[piece] = new long[WORDS];
        }
        long[] words = pieces[piece];
        int at = (id & MASK) >>> 6;
        long before = words[at];
        words[at] = before | (1L << id);
        boolean added = words[at] != before;
        size += added ? 1 : 0;
        return added;
    }

    /** True if it was there. */
    boolean remove(int id) {
        if (!contains(id)) {
            return false;
        }
        pieces[id >>> SHIFT][(id & MASK) >>> 6] &= ~(1L << id);
        size--;
        return true;
    }

    int size() {
        return size;
    }
}
