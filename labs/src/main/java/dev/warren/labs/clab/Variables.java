package dev.warren.labs.clab;

import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The substitution of environment variables that containerlab does to a file before it reads it: {@code $NAME},
 * {@code ${NAME}}, {@code ${NAME:-default}} (unset or empty), {@code ${NAME-default}} (unset) and {@code $$} for a dollar. An
 * unset variable without a default is empty.
 */
final class Variables {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$(?:\\$|([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)(?:(:?[-=])([^}\\n]*))?})");

    private Variables() {}

    static String substitute(String text, Map<String, String> environment) {
        return REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match, environment)));
    }

    private static String value(MatchResult match, Map<String, String> environment) {
        if (match.group(1) != null) {
            return environment.getOrDefault(match.group(1), "");
        }
        if (match.group(2) == null) {
            return "$";
        }
        String value = environment.get(match.group(2));
        String operator = Objects.requireNonNullElse(match.group(3), "");
        if (value == null || (value.isEmpty() && operator.startsWith(":"))) {
            return Objects.requireNonNullElse(match.group(4), "");
        }
        return value;
    }
}
