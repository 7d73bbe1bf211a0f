package dev.warren.bgp.rib;

import java.util.Arrays;

/** Which paths of a prefix may be used (RFC 4271 section 9.1.2), and in which order they would be. */
final class UsablePaths {
    private final PathLists lists;
    private final PathTable paths;
    private final AttributeTable attributes;
    private final SourceTable sources;
    private final DecisionProcess decision;
    private final Effort effort;

    UsablePaths(
            PathLists lists, AttributeTable attributes, SourceTable sources, DecisionProcess decision, Effort effort) {
        this.lists = lists;
        this.paths = lists.paths();
        this.attributes = attributes;
        this.sources = sources;
        this.decision = decision;
        this.effort = effort;
    }

    /** True if its session goes on. */
    boolean isLive(int path) {
        return sources.get(paths.source(path)).isLive();
    }

    /** True if besides its next hop can be reached. */
    boolean contains(int path) {
        return isLive(path) && attributes.isReachable(paths.attributes(path));
    }

    /** The first path of a prefix if that can be used; else 0. */
    int head(int prefix) {
        int head = lists.head(prefix);
        return head != 0 && contains(head) ? head : 0;
    }

    /** The paths of a prefix whose session goes on, in no order. */
    int[] live(int prefix) {
        return collect(prefix, false);
    }

    /** Those that can be used, in no order. */
    int[] all(int prefix) {
        return collect(prefix, true);
    }

    private int[] collect(int prefix, boolean usable) {
        int[] rows = new int[4];
        int count = 0;
        int looked = 0;
        for (int path = lists.head(prefix); path != 0; path = paths.next(path)) {
            if (usable ? contains(path) : isLive(path)) {
                rows = count == rows.length ? Arrays.copyOf(rows, 2 * count) : rows;
                rows[count++] = path;
            }
            looked++;
        }
        effort.spend(looked);
        return Arrays.copyOf(rows, count);
    }

    /** The first so many, each the best of those that remain without the ones before it. */
    int[] ranked(int prefix, int limit) {
        return Ranking.of(decision, paths, all(prefix), limit);
    }
}
