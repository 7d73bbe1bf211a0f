package dev.warren.bgp.rib;

/** The paths of each prefix: a list of rows of {@link PathTable}, whose first one is the best. */
final class PathLists {
    private final PathTable paths = new PathTable();
    private final IntColumn heads = new IntColumn();
    private final Effort effort;

    PathLists(Effort effort) {
        this.effort = effort;
    }

    PathTable paths() {
        return paths;
    }

    /** Makes room for the list of a prefix. */
    void grow(int prefix) {
        heads.grow(prefix);
    }

    /** The first path of a prefix; 0 if there is none. */
    int head(int prefix) {
        return heads.get(prefix);
    }

    /** Puts a path after the first one, or as the first one if there was none. */
    void insert(int prefix, int path) {
        int head = heads.get(prefix);
        if (head == 0) {
            heads.set(prefix, path);
        } else {
            paths.setNext(path, paths.next(head));
            paths.setNext(head, path);
        }
    }

    /** Puts a path before all others. */
    void toFront(int prefix, int path) {
        int head = heads.get(prefix);
        unlink(prefix, path, predecessor(prefix, path));
        paths.setNext(path, head);
        heads.set(prefix, path);
    }

    /** The path before one; 0 if it is the first. */
    int predecessor(int prefix, int path) {
        int before = 0;
        int looked = 0;
        for (int at = heads.get(prefix); at != path; at = paths.next(at)) {
            before = at;
            looked++;
        }
        effort.spend(looked);
        return before;
    }

    /** Takes a path away that stands after {@code before}, or at the beginning if that is 0. */
    void unlink(int prefix, int path, int before) {
        if (before == 0) {
            heads.set(prefix, paths.next(path));
        } else {
            paths.setNext(before, paths.next(path));
        }
    }
}
