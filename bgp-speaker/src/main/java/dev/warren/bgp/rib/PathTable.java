package dev.warren.bgp.rib;

/**
 * The paths of one family as rows of numbers: attribute set, source, and the next path of the same prefix; and two columns that are
 * only as long as somebody needs them: the set as it was received, for policies, and the path identifier that it was received with
 * (RFC 7911). Ids from 1 up; a path keeps its id, which is the path identifier that it goes out with.
 */
final class PathTable {
    private final IntColumn attributes = new IntColumn();
    private final IntColumn sources = new IntColumn();
    private final IntColumn next = new IntColumn();
    private final IntColumn received = new IntColumn();
    private int receivedLimit;
    private final IntColumn pathIds = new IntColumn();
    private int pathIdLimit;
    private final FreeIds ids = new FreeIds();

    int add(int attributeSet, int source, int pathId) {
        int row = ids.take();
        attributes.grow(row);
        sources.grow(row);
        next.grow(row);
        set(row, attributeSet, source);
        next.set(row, 0);
        if (row < receivedLimit) {
            received.set(row, 0);
        }
        if (pathId != 0 && row >= pathIdLimit) {
            pathIds.grow(row);
            pathIdLimit = row + 1;
        }
        if (row < pathIdLimit) {
            pathIds.set(row, pathId);
        }
        return row;
    }

    /** The path identifier that it was received with; 0 where it came without. */
    int pathId(int row) {
        return row < pathIdLimit ? pathIds.get(row) : 0;
    }

    /** The set before the import policy; 0 where that left it as it was. */
    int received(int row) {
        return row < receivedLimit ? received.get(row) : 0;
    }

    void setReceived(int row, int attributeSet) {
        if (row >= receivedLimit) {
            if (attributeSet == 0) {
                return;
            }
            received.grow(row);
            receivedLimit = row + 1;
        }
        received.set(row, attributeSet);
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
