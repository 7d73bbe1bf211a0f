package dev.warren.wg.allowedips;

import java.util.Arrays;

/** Memory for blocks, which is only ever added to: readers may be in any of it. */
final class Slab {
    private final int[] ints;
    private int used;

    Slab(int capacity) {
        ints = new int[capacity];
    }

    int[] ints() {
        return ints;
    }

    int used() {
        return used;
    }

    /** How many ints there are left. */
    int left() {
        return ints.length - used;
    }

    /** A path to a slot, and the entry that leads to it. */
    int path(Key key, int inherited, int slot) {
        int path = allocate(Block.pathSize(key.length()));
        Block.writePath(ints, path, key, inherited, slot);
        return Entry.path(path);
    }

    /** A node that has nothing but what it inherits, and the entry that leads to it. */
    int node(int inherited) {
        int node = allocate(Block.NODE_SIZE);
        ints[node + Block.INHERITED] = inherited;
        Arrays.fill(ints, node + Block.FIRST_SLOT, node + Block.NODE_SIZE, Entry.inherited(inherited));
        return Entry.node(node);
    }

    /** Takes back all from a place on, which no reader has seen. */
    void release(int from) {
        used = from;
    }

    private int allocate(int size) {
        if (left() < size) {
            throw new IllegalStateException("the table is full");
        }
        used += size;
        return used - size;
    }
}
