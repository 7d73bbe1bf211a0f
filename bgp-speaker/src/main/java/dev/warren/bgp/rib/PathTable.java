package dev.warren.bgp.rib;

/** The paths of one family as rows of numbers: attribute set, source, and the next path of the same prefix. Ids from 1 up. */
final class PathTable {
    private final IntColumn attributes = new IntColumn();
    private final IntColumn sources = new IntColumn();
    private final IntColumn next = new IntColumn();
    private final FreeIds ids = new FreeIds();

    int add(int attributeSet, int source) {
        int row = ids.take();
        attributes.grow(row);
        sources.grow(row);
        next.grow(row);
        set(row, attributeSet, source);
        next.set(row, 0);
        return row;
    }

    void set(int row, int attributeSet, int source) {
        attributes.set(row, attributeSet);
        sources.set(row, source);
    }

    void remove(int row) {
        ids.give(row);
    }

    int attributes(int row) {
        return attributes.get(row);
    }

    int source(int row) {
        return sources.get(row);
    }

    int next(int row) {
        return next.get(row);
    }

    void setNext(int row, int following) {
        next.set(row, following);
    }

    int size() {
        return ids.size();
    }
}
