package dev.warren.bgp.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern of whole AS paths (RFC 4271 section 5.1.2), compiled to an automaton that reads a path once. Words with spaces
 * between them, from the nearest AS on:
 *
 * <pre>
 * 65001          this AS
 * 65001-65010    one of these
 * [65001 65003]  one of these; ranges may stand in it
 * ?              any one AS
 * *              any number of them, none included
 * +              after a word without a space: that word once or more often
 * </pre>
 *
 * An AS_SET stands for one AS and matches if one of its members does; confederation segments are not looked at. The empty text
 * matches the empty path.
 */
public final class AsPathPattern {
    private static final int MAX_STATES = 62;
    private static final int SET = 1;
    private static final int SEQUENCE = 2;

    /** One AS out of the ranges, or any number of such in a row. */
    private record Word(List<NumberRange> ranges, boolean repeated) {
        boolean matches(byte[] path, int from, int end) {
            for (int at = from; at < end; at += 4) {
                int asn = (path[at] & 0xff) << 24
                        | (path[at + 1] & 0xff) << 16
                        | (path[at + 2] & 0xff) << 8
                        | (path[at + 3] & 0xff);
                for (NumberRange range : ranges) {
                    if (range.contains(asn)) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    private final String text;
    private final List<Word> words;

    private AsPathPattern(String text, List<Word> words) {
        this.text = text;
        this.words = words;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if the text is none, or has more than about 60 words
     */
    public static AsPathPattern parse(String text) {
        List<Word> words = new ArrayList<>();
        String spaced = text.replace("[", " [ ").replace("]", " ] ").replace("] +", "]+");
        List<String> tokens = Arrays.stream(spaced.split(" ", -1))
                .filter(token -> !token.isEmpty())
                .toList();
        for (int at = 0; at < tokens.size(); at++) {
            String token = tokens.get(at);
            if (token.equals("[")) {
                List<NumberRange> ranges = new ArrayList<>();
                at++;
                while (at < tokens.size() && !tokens.get(at).startsWith("]")) {
                    ranges.add(range(tokens.get(at++), text));
                }
                if (at == tokens.size() || ranges.isEmpty()) {
                    throw new IllegalArgumentException("'" + text + "': a bracket without end or content");
                }
                add(words, ranges, tokens.get(at).endsWith("+"));
            } else if (token.equals("*")) {
                words.add(new Word(List.of(NumberRange.ALL), true));
            } else {
                boolean more = token.endsWith("+");
                String word = more ? token.substring(0, token.length() - 1) : token;
                add(words, List.of(word.equals("?") ? NumberRange.ALL : range(word, text)), more);
            }
        }
        if (words.size() > MAX_STATES) {
            throw new IllegalArgumentException("'" + text + "' has more than " + MAX_STATES + " words");
        }
        return new AsPathPattern(text.strip(), List.copyOf(words));
    }

    private static void add(List<Word> words, List<NumberRange> ranges, boolean more) {
        words.add(new Word(List.copyOf(ranges), false));
        if (more) {
            words.add(new Word(List.copyOf(ranges), true));
        }
    }

    private static NumberRange range(String word, String text) {
        if (!word.isEmpty() && word.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))) {
            return NumberRange.parse(word, NumberRange.ALL.high());
        }
        throw new IllegalArgumentException("'" + word + "' in '" + text + "': write an AS, N-M, [...], ? or *");
    }

    /** True if it matches the value of an AS_PATH attribute with four-octet numbers. */
    boolean matches(byte[] path) {
        long states = closure(1);
        for (int at = 0; at < path.length && states != 0; ) {
            int type = path[at];
            int end = at + 2 + 4 * (path[at + 1] & 0xff);
            if (type == SEQUENCE) {
                for (int index = at + 2; index < end; index += 4) {
                    states = next(states, path, index, index + 4);
                }
            } else if (type == SET) {
                states = next(states, path, at + 2, end);
            }
            at = end;
        }
        return (states & (1L << words.size())) != 0;
    }

    private long next(long states, byte[] path, int from, int end) {
        long reached = 0;
        for (int index = 0; index < words.size(); index++) {
            boolean here = (states & (1L << index)) != 0;
            if (here && words.get(index).matches(path, from, end)) {
                reached |= words.get(index).repeated() ? 1L << index : 1L << (index + 1);
            }
        }
        return closure(reached);
    }

    /** A word that may be absent can be passed without an AS. */
    private long closure(long states) {
        long all = states;
        for (int index = 0; index < words.size(); index++) {
            if ((all & (1L << index)) != 0 && words.get(index).repeated()) {
                all |= 1L << (index + 1);
            }
        }
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AsPathPattern pattern && words.equals(pattern.words);
    }

    @Override
    public int hashCode() {
        return words.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
