package dev.warren.labs.clab;

import dev.warren.topology.source.SourceText;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The substitution of environment variables that containerlab does to a file before it reads it (its manual, "Environment
 * variables", and what its library does beyond that): {@code $NAME} and {@code ${NAME}}; with {@code :-} or {@code :=} a default
 * where unset or empty, with {@code -} or {@code =} one where unset, with {@code +} or {@code :+} a text where set; the default is
 * a text or one {@code $OTHER}. {@code $$} is a dollar. What has no value stays as it is, without its braces, so that {@code $i} in a
 * shell's loop reaches the shell; {@code $1} stays, too. An empty default is none: write {@code ${NAME:+$NAME}} for "nothing".
 */
final class Variables {
    private final SourceText source;
    private final String text;
    private final Map<String, String> environment;
    private final StringBuilder out = new StringBuilder();
    private int next;

    private Variables(SourceText source, Map<String, String> environment) {
        this.source = source;
        this.text = source.text();
        this.environment = environment;
    }

    /** The text with its references replaced; an expression that isn't closed on its line is an error. */
    static SourceText substitute(SourceText source, Map<String, String> environment) throws ClabException {
        Variables variables = new Variables(source, environment);
        variables.run();
        return new SourceText(source.file(), variables.out.toString());
    }

    /** The names that a text may refer to. */
    static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        for (int dollar = text.indexOf('$'); dollar >= 0; dollar = text.indexOf('$', dollar + 1)) {
            names.add(name(text, dollar + (dollar + 1 < text.length() && text.charAt(dollar + 1) == '{' ? 2 : 1)));
        }
        names.remove("");
        return names;
    }

    private void run() throws ClabException {
        while (next < text.length()) {
            char c = text.charAt(next++);
            if (c == '$') {
                dollar();
            } else {
                out.append(c);
            }
        }
    }

    private void dollar() throws ClabException {
        if (at(next) == '$') {
            out.append('$');
            next++;
        } else if (at(next) == '{' && !Character.isDigit(at(next + 1))) {
            braces();
        } else {
            String name = name(text, next);
            boolean isVariable = !name.isEmpty() && !Character.isDigit(name.charAt(0)) && !name.equals("_");
            out.append(isVariable ? value(name) : "$" + name);
            next += name.length();
        }
    }

    private void braces() throws ClabException {
        int start = next + 1;
        int end = start;
        while (at(end) != '}') {
            if (end >= text.length() || at(end) == '\n' || at(end) == '\r') {
                throw new ClabException(source.atCodePoint(text.codePointCount(0, next - 1))
                        .problem("'${' is not closed on this line", "close it with }, or write $$ for a dollar"));
            }
            end++;
        }
        String body = text.substring(start, end);
        String name = name(body, 0);
        out.append(
                name.isEmpty() ? "${" + body + "}" : new Expression(name, body.substring(name.length())).evaluated());
        next = end + 1;
    }

    private char at(int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    private static String name(String text, int from) {
        int end = from;
        while (end < text.length() && (text.charAt(end) == '_' || Character.isLetterOrDigit(text.charAt(end)))) {
            end++;
        }
        return text.substring(from, end);
    }

    /** A variable's value; its name where it has none or an empty one. */
    private String value(String name) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? "$" + name : value;
    }

    /** What stands between braces: a name, then operators of which the last counts, then a default. */
    private final class Expression {
        private final String name;
        private char operator;
        private boolean orEmpty;
        private Optional<String> other = Optional.empty();

        Expression(String name, String rest) {
            this.name = name;
            int at = 0;
            while (at < rest.length()) {
                char c = rest.charAt(at);
                boolean colon = c == ':' && at + 1 < rest.length();
                char sign = colon ? rest.charAt(at + 1) : c;
                if (sign == '-' || sign == '=' || sign == '+') {
                    operator = sign;
                    orEmpty = colon;
                    at += colon ? 2 : 1;
                } else if (c == '$') {
                    String variable = name(rest, at + 1);
                    other = Optional.of(value(variable));
                    at += 1 + variable.length();
                } else {
                    other = Optional.of(rest.substring(at));
                    at = rest.length();
                }
            }
        }

        String evaluated() {
            if (operator == '\0' || other.isEmpty()) {
                return value(name);
            }
            boolean isSet = environment.containsKey(name);
            if (operator == '+') {
                return isSet ? other.get() : "";
            }
            boolean missing = orEmpty ? environment.getOrDefault(name, "").isEmpty() : !isSet;
            return missing ? other.get() : value(name);
        }
    }
}
