package dev.warren.bgp.rib;

import java.util.Arrays;

/**
 * A column of ints that grows by pieces of 65,536: nothing is copied but the list of pieces, so growth costs no second table. What
 * was never set is 0.
 */
final class IntColumn {
    private static final int SHIFT = 16;
    private static final int MASK = (1 << SHIFT) - 1;

    private int[][] pieces = new int[0][];

    int get(int row) {
        return pieces[row >>> SHIFT][row & MASK];
    }

    void set(int row, int value) {
        pieces[row >>> SHIFT][row & MASK] = value;
    }

    /** Makes room for a row. */
    void grow(int row) {
        int piece = row >>> SHIFT;
        if (piece >= pieces.length) {
            int before = pieces.length;
            pieces = Arrays.copyOf(pieces, piece + 1);
            for (int index = before; index <= piece; index++) {
                pieces[index] = new int[1 << SHIFT];
            }
        }
    }
}
