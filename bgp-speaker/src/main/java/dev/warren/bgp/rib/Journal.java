package dev.warren.bgp.rib;

import java.util.Arrays;

/**
 * Which prefixes have changed and who has yet to see it: one list of prefixes in the order of their last change, with readers'
 * cursors between them. A prefix stands in it once however often it changes, so a slow reader costs no memory and sees only the
 * last state. Prefixes that every cursor has passed leave the list.
 *
 * <p>Nodes are prefixes (ids from 1 up) and cursors (negative); -1 is both ends of the ring.
 */
final class Journal {
    private static final int ENDS = -1;

    private final IntColumn next = new IntColumn();
    private final IntColumn previous = new IntColumn();
    private final FreeIds cursorIds = new FreeIds();
    private int[] cursorNext = new int[16];
    private int[] cursorPrevious = new int[16];
    /** The number of changes when a cursor was found to have seen all: until the next one nobody needs to look. */
    private long[] sawAllAt = new long[16];

    private long changes = 1;

    Journal() {
        setNext(ENDS, ENDS);
        setPrevious(ENDS, ENDS);
    }

    /** Makes room for a prefix. */
    void grow(int prefix) {
        next.grow(prefix);
        previous.grow(prefix);
    }

    /** The prefix has changed: it goes to the end. */
    void touch(int prefix) {
        if (isListed(prefix)) {
            unlink(prefix);
        }
        linkAfter(prefix, previous(ENDS));
        changes++;
    }

    boolean isListed(int prefix) {
        return next.get(prefix) != 0;
    }

    /** A cursor that has seen everything so far. */
    int cursorAtEnd() {
        return cursorAfter(previous(ENDS));
    }

    /** Another cursor at the place of one. */
    int cursorAt(int cursor) {
        return cursorAfter(cursor);
    }

    private int cursorAfter(int node) {
        int id = cursorIds.take();
        if (id >= cursorNext.length) {
            cursorNext = Arrays.copyOf(cursorNext, 2 * id);
            cursorPrevious = Arrays.copyOf(cursorPrevious, 2 * id);
            sawAllAt = Arrays.copyOf(sawAllAt, 2 * id);
        }
        sawAllAt[id] = 0;
        int cursor = ENDS - id;
        linkAfter(cursor, node);
        return cursor;
    }

    void close(int cursor) {
        unlink(cursor);
        cursorIds.give(ENDS - cursor);
    }

    /** The first prefix after a node; 0 at the end. */
    int prefixAfter(int node) {
        int at = next(node);
        while (at < ENDS) {
            at = next(at);
        }
        return at == ENDS ? 0 : at;
    }

    /** Puts a cursor directly behind a prefix, or where another cursor is. */
    void move(int cursor, int node) {
        unlink(cursor);
        linkAfter(cursor, node);
        sawAllAt[ENDS - cursor] = 0;
    }

    /** True if a cursor has seen all. */
    boolean isAtEnd(int cursor) {
        int id = ENDS - cursor;
        if (sawAllAt[id] != changes && prefixAfter(cursor) == 0) {
            sawAllAt[id] = changes;
        }
        return sawAllAt[id] == changes;
    }

    /** The first prefix that every cursor has passed, taken out of the list; 0 if there is none. */
    int trim() {
        int first = next(ENDS);
        if (first <= 0) {
            return 0;
        }
        unlink(first);
        return first;
    }

    private int next(int node) {
        return node > 0 ? next.get(node) : cursorNext[ENDS - node];
    }

    private int previous(int node) {
        return node > 0 ? previous.get(node) : cursorPrevious[ENDS - node];
    }

    private void setNext(int node, int value) {
        if (node > 0) {
            next.set(node, value);
        } else {
            cursorNext[ENDS - node] = value;
        }
    }

    private void setPrevious(int node, int value) {
        if (node > 0) {
            previous.set(node, value);
        } else {
            cursorPrevious[ENDS - node] = value;
        }
    }

    private void linkAfter(int node, int before) {
        int after = next(before);
        setNext(before, node);
        setPrevious(node, before);
        setNext(node, after);
        setPrevious(after, node);
    }

    private void unlink(int node) {
        int before = previous(node);
        int after = next(node);
        setNext(before, after);
        setPrevious(after, before);
        setNext(node, 0);
        setPrevious(node, 0);
    }
}
