package dev.warren.topology.source;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The word that a misspelt one was meant to be. */
public final class Suggestion {
    private static final int MAX_WORD = 64;

    private Suggestion() {}

    /** The known word nearest to a text, if one is near: case, {@code _} and {@code -} count for nothing. */
    public static Optional<String> nearest(String text, Collection<String> known) {
        if (text.isEmpty() || text.length() > MAX_WORD) {
            return Optional.empty();
        }
        String plain = plain(text);
        int limit = Math.clamp(plain.length() / 3, 1, 3);
        return known.stream()
                .min(Comparator.comparingInt((String word) -> distance(plain, plain(word)))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(word -> distance(plain, plain(word)) <= limit);
    }

    /** A remedy for a wrong word: the nearest known one, and all that are known. */
    public static String remedy(String text, Collection<String> known, String whatTheyAre) {
        String all = known.isEmpty()
                ? "there are no " + whatTheyAre
                : whatTheyAre + ": " + known.stream().sorted().collect(Collectors.joining(", "));
        return nearest(text, known)
                .map(word -> "did you mean '" + word + "'? " + all)
                .orElse(all);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** The optimal string alignment distance: insertions, deletions, replacements, swaps of neighbours. */
    private static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int replaced = cost[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                cost[i][j] = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[one.length()][other.length()];
    }
}
