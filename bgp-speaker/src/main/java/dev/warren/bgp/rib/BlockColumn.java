package dev.warren.bgp.rib;

import java.util.Arrays;

/** A column of octet blocks that grows as {@link IntColumn} does. What was never set is empty. */
final class BlockColumn {
    private static final int SHIFT = 14;
    private static final int MASK = (1 << SHIFT) - 1;
    private static final byte[] EMPTY = new byte[0];

    private byte[][][] pieces = new byte[0][][];

    byte[] get(int row) {
        return pieces[row >>> SHIFT][row & MASK];
    }

    void set(int row, byte[] value) {
        pieces[row >>> SHIFT][row & MASK] = value;
    }

    void clear(int row) {
        set(row, EMPTY);
    }

    void grow(int row) {
        int piece = row >>> SHIFT;
        if (piece >= pieces.length) {
            int before = pieces.length;
            pieces = Arrays.copyOf(pieces, piece + 1);
            for (int index = before; index <= piece; index++) {
                pieces[index] = new byte[1 << SHIFT][];
                Arrays.fill(pieces[index], EMPTY);
            }
        }
    }
}
