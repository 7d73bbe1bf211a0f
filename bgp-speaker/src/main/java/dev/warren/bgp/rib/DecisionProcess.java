package dev.warren.bgp.rib;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The choice of the best path (RFC 4271 section 9.1, RFC 4456 section 9) by elimination, so that it doesn't depend on any order:
 * local routes; greatest weight; greatest LOCAL_PREF; shortest AS_PATH; lowest ORIGIN; lowest MED among paths of the same neighbouring AS;
 * external before internal; lowest metric of the next hop; lowest router id, of the originator where there is one; shortest CLUSTER_LIST; lowest address; lowest path identifier of what one neighbour announced (RFC 7911).
 */
final class DecisionProcess {
    /** The steps after MED whose measure is a number. */
    private static final DecisionStep[] RULES = {
        DecisionStep.EXTERNAL, DecisionStep.METRIC, DecisionStep.ROUTER_ID, DecisionStep.CLUSTER_LIST
    };

    private final AttributeTable attributes;
    private final SourceTable sources;
    private final MedRules med;
    private int[] left = new int[16];
    private long[] measures = new long[16];
    private int count;
    private @Nullable Map<Integer, DecisionStep> eliminated;

    DecisionProcess(AttributeTable attributes, SourceTable sources, MedRules med) {
        this.attributes = attributes;
        this.sources = sources;
        this.med = med;
    }

    /** The best of the paths from a row on whose next hop can be reached; that row if there is none. */
    int best(PathTable paths, int first) {
        if (first == 0 || paths.next(first) == 0) {
            return first;
        }
        count = 0;
        for (int row = first; row != 0; row = paths.next(row)) {
            if (!attributes.isReachable(paths.attributes(row))) {
                continue;
            }
            if (count == left.length) {
                left = Arrays.copyOf(left, 2 * count);
                measures = new long[left.length];
            }
            left[count++] = row;
        }
        return count == 0 ? first : best(paths);
    }

    /** The best of the first so many rows, which are reordered. */
    int best(PathTable paths, int[] rows, int rowCount) {
        if (rowCount > left.length) {
            left = new int[rowCount];
            measures = new long[rowCount];
        }
        System.arraycopy(rows, 0, left, 0, rowCount);
        count = rowCount;
        return best(paths);
    }

    /** The step in which each of the first so many rows goes; the best one is not among them. */
    Map<Integer, DecisionStep> eliminated(PathTable paths, int[] rows, int rowCount) {
        Map<Integer, DecisionStep> steps = new HashMap<>();
        eliminated = steps;
        int best = best(paths, rows, rowCount);
        eliminated = null;
        for (int index = 0; index < rowCount; index++) {
            int row = rows[index];
            if (row != best) {
                boolean same = paths.source(row) == paths.source(best);
                steps.putIfAbsent(row, same ? DecisionStep.PATH_ID : DecisionStep.ADDRESS);
            }
        }
        return steps;
    }

    private int best(PathTable paths) {
        for (int index = 0; index < count; index++) {
            measures[index] = rank(paths, left[index]);
        }
        keepLeast(DecisionStep.LOCAL);
        if (count > 1) {
            keepLowestMeds(paths);
        }
        for (int rule = 0; rule < RULES.length && count > 1; rule++) {
            for (int index = 0; index < count; index++) {
                measures[index] = measure(RULES[rule], paths, left[index]);
            }
            keepLeast(RULES[rule]);
        }
        return count == 1 ? left[0] : lowestAddress(paths);
    }

    /** All that comes before MED; less is better. */
    long rank(PathTable paths, int row) {
        return sources.get(paths.source(row)).isLocal() ? -1 : attributes.rank(paths.attributes(row));
    }

    /** By all that comes after MED; less is better. */
    int compareAfterMed(PathTable paths, int one, int other) {
        for (DecisionStep rule : RULES) {
            int difference = Long.compare(measure(rule, paths, one), measure(rule, paths, other));
            if (difference != 0) {
                return difference;
            }
        }
        return compareAddresses(paths, one, other);
    }

    private long measure(DecisionStep rule, PathTable paths, int row) {
        Source source = sources.get(paths.source(row));
        int set = paths.attributes(row);
        return switch (rule) {
            case EXTERNAL -> source.isInternal() ? 1 : 0;
            case METRIC -> attributes.metric(set);
            case ROUTER_ID -> identifier(source, set) & 0xffff_ffffL;
            default -> attributes.flags(set) >>> AttributeKeys.CLUSTERS_SHIFT;
        };
    }

    private int identifier(Source source, int set) {
        int originator = attributes.originator(set);
        return originator == 0 ? source.routerId() : originator;
    }

    /** The first of the steps that a rank is made of in which it is worse than the least one. */
    private static DecisionStep first(long rank, long least) {
        return least < 0 ? DecisionStep.LOCAL : AttributeKeys.step(rank, least);
    }

    private void keepLeast(DecisionStep step) {
        long least = Long.MAX_VALUE;
        for (int index = 0; index < count; index++) {
            least = Math.min(least, measures[index]);
        }
        int kept = 0;
        for (int index = 0; index < count; index++) {
            if (measures[index] == least) {
                left[kept++] = left[index];
            } else if (eliminated != null) {
                eliminated.put(left[index], step == DecisionStep.LOCAL ? first(measures[index], least) : step);
            }
        }
        count = kept;
    }

    /** RFC 4271 section 9.1.2.2 (c): a path goes if another of the same neighbouring AS has a lower MED. */
    private void keepLowestMeds(PathTable paths) {
        for (int index = 0; index < count; index++) {
            measures[index] = groupAndMed(paths, left[index]);
        }
        Arrays.sort(measures, 0, count);
        int kept = 0;
        for (int index = 0; index < count; index++) {
            long own = groupAndMed(paths, left[index]);
            // The first of the group is the one with its lowest MED.
            if (own == firstNotBelow(own & 0xffff_ffff_0000_0000L)) {
                left[kept++] = left[index];
            } else if (eliminated != null) {
                eliminated.put(left[index], DecisionStep.MED);
            }
        }
        count = kept;
    }

    /** The neighbouring AS, or none where that doesn't matter, and below it the MED. */
    long groupAndMed(PathTable paths, int row) {
        int set = paths.attributes(row);
        int neighbour = med.alwaysCompared() ? 0 : attributes.firstAsn(set);
        return ((long) neighbour << 32) | (attributes.med(set) & 0xffff_ffffL);
    }

    private long firstNotBelow(long key) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (measures[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return measures[low];
    }

    private int lowestAddress(PathTable paths) {
        int best = left[0];
        for (int index = 1; index < count; index++) {
            best = compareAddresses(paths, left[index], best) < 0 ? left[index] : best;
        }
        return best;
    }

    private int compareAddresses(PathTable paths, int one, int other) {
        int order = sources.get(paths.source(one))
                .address()
                .compareTo(sources.get(paths.source(other)).address());
        return order != 0 ? order : Integer.compareUnsigned(paths.pathId(one), paths.pathId(other));
    }
}
