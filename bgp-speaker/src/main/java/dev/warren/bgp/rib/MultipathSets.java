package dev.warren.bgp.rib;

import java.util.Arrays;

/**
 * Which paths of each prefix are in use beside the best one, one bit a path. A prefix's paths are a list that begins with the best
 * one.
 */
final class MultipathSets {
    private final Multipath settings;
    private final AttributeTable attributes;
    private final SourceTable sources;
    private final DecisionProcess decision;
    private final PathTable paths;
    private final IdSet used = new IdSet();
    private int[] ties = new int[16];
    private int[] chosen = new int[16];
    private boolean dropped;

    MultipathSets(
            Multipath settings,
            AttributeTable attributes,
            SourceTable sources,
            DecisionProcess decision,
            PathTable paths) {
        this.settings = settings;
        this.attributes = attributes;
        this.sources = sources;
        this.decision = decision;
        this.paths = paths;
    }

    /** True if a path is in use beside the best one. */
    boolean contains(int path) {
        return used.contains(path);
    }

    /** A path goes, or becomes another one; {@link #choose} follows. */
    void drop(int path) {
        dropped |= used.remove(path);
    }

    /** Chooses those of a list; true if they are others than before. The best path is 0 if none can be used. */
    boolean choose(int head, int best) {
        int count = best == 0 ? 0 : chooseFrom(collectTies(best), best);
        boolean changed = dropped;
        dropped = false;
        for (int path = head; path != 0; path = paths.next(path)) {
            boolean isChosen = false;
            for (int index = 0; index < count; index++) {
                isChosen |= chosen[index] == path;
            }
            changed |= isChosen ? used.add(path) : used.remove(path);
        }
        return changed;
    }

    private int collectTies(int best) {
        int count = 0;
        for (int path = paths.next(best); path != 0; path = paths.next(path)) {
            if (isAsGood(best, path)) {
                ties = count == ties.length ? Arrays.copyOf(ties, 2 * count) : ties;
                ties[count++] = path;
            }
        }
        return count;
    }

    /** The best of the first so many ties, with different next hops; answers how many. */
    private int chooseFrom(int tieCount, int best) {
        int count = 0;
        int left = withoutHop(hop(best), tieCount);
        while (left > 0 && count < settings.maximum() - 1) {
            int next = decision.best(paths, ties, left);
            chosen = count == chosen.length ? Arrays.copyOf(chosen, 2 * count) : chosen;
            chosen[count++] = next;
            left = withoutHop(hop(next), left);
        }
        return count;
    }

    /** Of the first so many ties, those with other next hops stay; answers how many. */
    private int withoutHop(int hop, int tieCount) {
        int count = 0;
        for (int index = 0; index < tieCount; index++) {
            if (hop(ties[index]) != hop) {
                ties[count++] = ties[index];
            }
        }
        return count;
    }

    private int hop(int path) {
        return attributes.nextHop(paths.attributes(path));
    }

    private boolean isAsGood(int best, int path) {
        Source source = sources.get(paths.source(path));
        Source bestSource = sources.get(paths.source(best));
        int set = paths.attributes(path);
        int bestSet = paths.attributes(best);
        return source.isLive()
                && !source.isLocal()
                && !bestSource.isLocal()
                && attributes.isReachable(set)
                && attributes.rank(set) == attributes.rank(bestSet)
                && attributes.med(set) == attributes.med(bestSet)
                && source.isExternal() == bestSource.isExternal()
                && attributes.metric(set) == attributes.metric(bestSet)
                && isPathAsGood(set, bestSet, source.isExternal());
    }

    private boolean isPathAsGood(int set, int bestSet, boolean external) {
        return settings.anyAsPath()
                || (external
                        ? attributes.firstAsn(set) == attributes.firstAsn(bestSet)
                        : attributes.haveSameAsPath(set, bestSet));
    }
}
