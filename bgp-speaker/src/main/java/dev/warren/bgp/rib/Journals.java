package dev.warren.bgp.rib;

import org.jspecify.annotations.Nullable;

/**
 * Which prefixes of a family have changed, for readers of different things: best paths; where several are used at once, the paths in
 * use; and from the moment on when somebody is told of several paths of a prefix, all paths. A prefix's id may be given out again when it stands in none of them.
 */
final class Journals {
    private final Journal best = new Journal();
    private final @Nullable Journal used;
    private @Nullable Journal paths;

    /** With several paths in use, or the best one only. */
    Journals(boolean several) {
        this.used = several ? new Journal() : null;
    }

    /** Of best paths. */
    Journal best() {
        return best;
    }

    /** Of the paths in use. */
    Journal used() {
        return used == null ? best : used;
    }

    /**
     * Of all paths; it is there from the first call on.
     *
     * @param limit all prefix ids are below this
     */
    Journal paths(int limit) {
        Journal present = paths;
        if (present == null) {
            present = new Journal();
            present.grow(limit);
            paths = present;
        }
        return present;
    }

    /** Makes room for a prefix. */
    void grow(int prefix) {
        best.grow(prefix);
        if (used != null) {
            used.grow(prefix);
        }
        if (paths != null) {
            paths.grow(prefix);
        }
    }

    /** A path of the prefix has changed, maybe the best one or those in use. */
    void touch(int prefix, boolean isBest, boolean isUsed) {
        if (isBest) {
            best.touch(prefix);
        }
        if (used != null && (isBest || isUsed)) {
            used.touch(prefix);
        }
        if (paths != null) {
            paths.touch(prefix);
        }
    }

    boolean isListed(int prefix) {
        return best.isListed(prefix)
                || (used != null && used.isListed(prefix))
                || (paths != null && paths.isListed(prefix));
    }

    /** The next prefix that all readers of one of them have passed; 0 if there is none. */
    int trim() {
        int prefix = best.trim();
        if (prefix == 0 && used != null) {
            prefix = used.trim();
        }
        return prefix == 0 && paths != null ? paths.trim() : prefix;
    }
}
