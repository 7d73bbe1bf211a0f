package dev.warren.wg.allowedips;

/**
 * The layout of blocks in the slab.
 *
 * <pre>
 *  a node: 4 bits are read               a path: all bits up to its depth are compared
 *   0    what it inherits                 0    what it inherits, for those who differ
 *   1    the slot for bits 0000           1    the slot for those who do not: a prefix's owner, or a node
 *   ...                                   2    depth: how many bits are compared
 *  16    the slot for bits 1111           3    the bits: 1, 2 or 4 ints
 * </pre>
 *
 * A block is always for the same addresses. What it inherits is the slot's entry that it stands in for, and is in all its
 * slots for which there is nothing longer, so a look-up's answer is in the last slot that it reads.
 */
final class Block {
    static final int INHERITED = 0;
    static final int FIRST_SLOT = 1;
    static final int STRIDE = 4;
    static final int NODE_SIZE = FIRST_SLOT + (1 << STRIDE);

    private static final int DEPTH = 2;
    private static final int KEY = 3;

    private Block() {}

    static int slots(int child) {
        return Entry.isPath(child) ? 1 : 1 << STRIDE;
    }

    /** How many of a node's slots a prefix takes that ends in it. */
    static int span(int extraBits) {
        return 1 << (STRIDE - extraBits);
    }

    static int depth(int[] slab, int path) {
        return slab[path + DEPTH];
    }

    /** True if an address begins with the path's bits. */
    static boolean holds(int[] slab, int path, int depth, long high, long low) {
        int at = path + KEY;
        if (depth <= 32) {
            return ((int) (high >>> 32) ^ slab[at]) >>> (32 - depth) == 0;
        }
        if (depth <= 64) {
            return (high ^ word(slab, at)) >>> (64 - depth) == 0;
        }
        return high == word(slab, at) && (low ^ word(slab, at + 2)) >>> (128 - depth) == 0;
    }

    static Key key(int[] slab, int path) {
        int at = path + KEY;
        int depth = depth(slab, path);
        if (depth <= 32) {
            return new Key((long) slab[at] << 32, 0, depth);
        }
        return new Key(word(slab, at), depth <= 64 ? 0 : word(slab, at + 2), depth);
    }

    private static long word(int[] slab, int at) {
        return ((long) slab[at] << 32) | (slab[at + 1] & 0xffff_ffffL);
    }

    static int pathSize(int depth) {
        return KEY + (depth <= 32 ? 1 : depth <= 64 ? 2 : 4);
    }

    static int size(int[] slab, int child) {
        return Entry.isPath(child) ? pathSize(depth(slab, Entry.block(child))) : NODE_SIZE;
    }

    static void writePath(int[] slab, int path, Key key, int inherited, int slot) {
        slab[path + INHERITED] = inherited;
        slab[path + FIRST_SLOT] = slot;
        slab[path + DEPTH] = key.length();
        slab[path + KEY] = (int) (key.high() >>> 32);
        if (key.length() > 32) {
            slab[path + KEY + 1] = (int) key.high();
        }
        if (key.length() > 64) {
            slab[path + KEY + 2] = (int) (key.low() >>> 32);
            slab[path + KEY + 3] = (int) key.low();
        }
    }
}
