package dev.warren.bgp.rib;

import java.util.Arrays;

/**
 * A column of longs that grows by pieces of 32,768: nothing is copied but the list of pieces, so growth costs no second table. What
 * was never set is 0.
 */
final class LongColumn {
    private static final int SHIFT = 15;
    private static final int MASK = (1 << SHIFT) - 1;

    private long[][] pieces = new long[0][];

    long get(int row) {
        return pieces[row >>> SHIFT][row & MASK];
    }

    void set(int row, long value) {
        pieces[row >>> SHIFT][row & MASK] = value;
    }

    /** Makes room for a row. */
    void grow(int row) {
        int piece = row >>> SHIFT;
        if (piece >= pieces.length) {
            int before = pieces.length;
            pieces = Arrays.copyOf(pieces, piece + 1);
            for (int index = before; index <= piece; index++) {
                pieces[index] = new long[1 << SHIFT];
            }
        }
    }
}
