package dev.warren.labs.clab;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The nearest known word by Levenshtein distance, for "did you mean". */
public final class Spelling {
    private Spelling() {}

    /** The known word that differs least, if it differs by no more than a third of its letters (at least 2), and not in all. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        return known.stream()
                .filter(candidate -> isNear(distance(word, candidate), candidate.length()))
                .min(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static boolean isNear(int distance, int length) {
        return distance < length && distance <= Math.max(2, length / 3);
    }

    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
