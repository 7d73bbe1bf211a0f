package dev.warren.bgp.rib;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The order in which paths would be chosen: each is the best of those that remain without the ones before it. MED counts only among
 * paths of one neighbouring AS (RFC 4271 section 9.1.2.2 (c)), so no order of single paths is this one. But the next one of each AS
 * is that with its lowest MED, and between these it doesn't count: so each AS is sorted for itself, and then the first of all are
 * taken one by one.
 */
final class Ranking {
    private final DecisionProcess decision;
    private final PathTable paths;
    private final int[] rows;
    private final long[] ranks;
    private final long[] meds;
    /** Places in {@code rows}, the best ones of each AS first. */
    private final Integer[] order;

    private final int[] ranked;
    private int count;

    private Ranking(DecisionProcess decision, PathTable paths, int[] rows, int limit) {
        this.decision = decision;
        this.paths = paths;
        this.rows = rows;
        ranks = Arrays.stream(rows).mapToLong(row -> decision.rank(paths, row)).toArray();
        meds = Arrays.stream(rows)
                .mapToLong(row -> decision.groupAndMed(paths, row))
                .toArray();
        order = new Integer[rows.length];
        Arrays.setAll(order, place -> place);
        ranked = new int[Math.min(limit, rows.length)];
    }

    /** The first so many of these rows. */
    static int[] of(DecisionProcess decision, PathTable paths, int[] rows, int limit) {
        return rows.length < 2
                ? Arrays.copyOf(rows, Math.min(limit, rows.length))
                : new Ranking(decision, paths, rows, limit).rank();
    }

    private int[] rank() {
        Comparator<Integer> byRank = Comparator.comparingLong(place -> ranks[place]);
        Arrays.sort(order, byRank.thenComparingLong(place -> meds[place]).thenComparing(this::compareAfterMed));
        for (int from = 0; count < ranked.length; ) {
            int end = from + 1;
            while (end < order.length && ranks[order[end]] == ranks[order[from]]) {
                end++;
            }
            merge(from, end);
            from = end;
        }
        return ranked;
    }

    /** Takes paths of the same rank, which are sorted by AS. */
    private void merge(int from, int end) {
        PriorityQueue<Integer> firsts = new PriorityQueue<>((one, other) -> compareAfterMed(order[one], order[other]));
        for (int at = from; at < end; at++) {
            if (at == from || !isOfSameAs(at - 1, at)) {
                firsts.add(at);
            }
        }
        while (count < ranked.length) {
            Integer at = firsts.poll();
            if (at == null) {
                return;
            }
            ranked[count++] = rows[order[at]];
            if (at + 1 < end && isOfSameAs(at, at + 1)) {
                firsts.add(at + 1);
            }
        }
    }

    private boolean isOfSameAs(int one, int other) {
        return meds[order[one]] >> 32 == meds[order[other]] >> 32;
    }

    /** Of two that are alike, the one that stands first. */
    private int compareAfterMed(Integer one, Integer other) {
        int difference = decision.compareAfterMed(paths, rows[one], rows[other]);
        return difference != 0 ? difference : Integer.compare(one, other);
    }
}
