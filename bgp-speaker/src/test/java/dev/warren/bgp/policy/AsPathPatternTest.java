package dev.warren.bgp.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsPathPatternTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', true",
        "'', 1, false",
        "*, '', true",
        "*, 1 2 3, true",
        "?, '', false",
        "? ?, 1 2, true",
        "1 * 3, 1 3, true",
        "1 * 3, 1 2 2 3, true",
        "1 * 3, 1 3 2, false",
        "1+, 1 1 1, true",
        "1+, '', false",
        "1+ 2, 1 1 2, true",
        "* 2 *, 1 2 3, true",
        "* 2 *, 1 22 3, false",
        "64512-65534, 64999, true",
        "64512-65534, 65535, false",
        "[1 5-7]+ 9, 5 1 6 9, true",
        "[1 5-7]+ 9, 5 4 9, false",
        "4200000000 *, 4200000000 1, true"
    })
    void matchesWholePaths(String pattern, String path, boolean expected) {
        assertEquals(expected, AsPathPattern.parse(pattern).matches(octets(path)), pattern + " on " + path);
    }

    @Test
    void aSetIsOneAsAndMatchesByAMember() {
        byte[] path = ByteBuffer.allocate(16)
                .put(new byte[] {2, 1, 0, 0, 0, 9, 1, 2})
                .putInt(5)
                .putInt(6)
                .array();
        assertEquals(true, AsPathPattern.parse("9 6").matches(path));
        assertEquals(true, AsPathPattern.parse("9 5").matches(path));
        assertEquals(false, AsPathPattern.parse("9 5 6").matches(path));
        assertEquals(false, AsPathPattern.parse("9 7").matches(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1-", "[1", "[]", "4294967296", "5-3", "1 **", "^1$"})
    void refusesWhatIsNoPattern(String text) {
        assertThrows(IllegalArgumentException.class, () -> AsPathPattern.parse(text));
    }

    /** The same as a regular expression over letters, one for each AS. */
    @Test
    void agreesWithRegularExpressions() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder words = new StringBuilder();
            StringBuilder regex = new StringBuilder();
            for (int count = random.nextInt(5); count > 0; count--) {
                int asn = random.nextInt(3);
                String more = random.nextInt(3) == 0 ? "+" : "";
                switch (random.nextInt(4)) {
                    case 0 -> append(words, regex, "*", ".*");
                    case 1 -> append(words, regex, "?" + more, "." + more);
                    case 2 -> append(words, regex, "[" + asn + " 2]" + more, "[" + letter(asn) + "c]" + more);
                    default -> append(words, regex, asn + more, letter(asn) + more);
                }
            }
            List<String> path = new ArrayList<>();
            StringBuilder letters = new StringBuilder();
            for (int count = random.nextInt(6); count > 0; count--) {
                int asn = random.nextInt(3);
                path.add(Integer.toString(asn));
                letters.append(letter(asn));
            }
            assertEquals(
                    Pattern.matches(regex.toString(), letters),
                    AsPathPattern.parse(words.toString()).matches(octets(String.join(" ", path))),
                    () -> "seed " + seed + ": " + words + " on " + path);
        }
    }

    private static void append(StringBuilder words, StringBuilder regex, String word, String expression) {
        words.append(words.isEmpty() ? "" : " ").append(word);
        regex.append(expression);
    }

    private static String letter(int asn) {
        return String.valueOf((char) ('a' + asn));
    }

    static byte[] octets(String path) {
        if (path.isEmpty()) {
            return new byte[0];
        }
        String[] numbers = path.split(" ", -1);
        ByteBuffer out = ByteBuffer.allocate(2 + 4 * numbers.length);
        out.put((byte) 2).put((byte) numbers.length);
        for (String number : numbers) {
            out.putInt((int) Long.parseLong(number));
        }
        return out.array();
    }
}
