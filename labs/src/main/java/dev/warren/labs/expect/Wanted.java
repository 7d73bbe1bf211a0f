package dev.warren.labs.expect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A part of a JSON value that must be there. The text form is that of the expect file, on one line. */
public sealed interface Wanted {

    /** {@code "*"}: anything but null. */
    record Anything() implements Wanted {
        @Override
        public String toString() {
            return "*";
        }
    }

    /** {@code null}: no such key, or null. */
    record Nothing() implements Wanted {
        @Override
        public String toString() {
            return "null";
        }
    }

    /** A text, number or truth value, by its text; numbers by their value. */
    record Exact(String text) implements Wanted {
        @Override
        public String toString() {
            return text.isEmpty() ? "\"\"" : text;
        }
    }

    /** {@code /…/}: a regular expression that is found in the text of a single value. */
    record Matching(Pattern pattern) implements Wanted {
        @Override
        public String toString() {
            return "/" + pattern + "/";
        }
    }

    /**
     * An object with at least these keys.
     *
     * @param rule what these keys mean where a list is seen, not an object; empty if nothing
     */
    record Fields(Map<String, Wanted> fields, Optional<ListRule> rule) implements Wanted {
        @Override
        public String toString() {
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + ": " + field.getValue())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /** A list in which each of these is matched by an element of its own, in any order. */
    record Elements(List<Wanted> elements) implements Wanted {
        @Override
        public String toString() {
            return elements.stream().map(Wanted::toString).collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** What can be said of a list as a whole. */
    sealed interface ListRule {}

    /** {@code {exactly: [...]}}: these elements and no others, in any order. */
    record Exactly(Elements elements) implements ListRule {}

    /** {@code {length: N}}. */
    record Length(int length) implements ListRule {}

    /** {@code {none: [...]}}: no element matches any of these. */
    record None(Elements elements) implements ListRule {}
}
