package dev.warren.labs.clab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of {@code env-files}, read as containerlab's library (joho/godotenv) reads it: {@code KEY=VALUE} or {@code KEY: VALUE},
 * comments, {@code export}. A value stands plain, in single quotes as it is, or in double ones with {@code \n}, {@code \r} and an
 * escaped quote, dollar or backslash; a quoted one may have several lines. {@code $A} and <code>${A}</code> are variables of the same
 * file that stand above, nothing where there is none, but not in single quotes.
 */
final class EnvFile {
    private static final Pattern BLANK = Pattern.compile("(?:\\s|#[^\n]*)+");
    private static final Pattern KEY = Pattern.compile("(?:export[ \t]+)?([\\w.]+)[ \t]*[=:][ \t]*");
    private static final Pattern DOUBLE = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"[^\n]*", Pattern.DOTALL);
    private static final Pattern SINGLE = Pattern.compile("'([^']*)'[^\n]*");
    private static final Pattern PLAIN = Pattern.compile("[^\n]*");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");
    private static final Pattern REFERENCE = Pattern.compile("(\\\\?)\\$(?:\\{([A-Z0-9_]+)\\}|([A-Z0-9_]+))");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([^$])", Pattern.DOTALL);

    private final Path file;
    private final YamlValue place;
    private final String text;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private int next;

    private EnvFile(Path file, YamlValue place, String text) {
        this.file = file;
        this.place = place;
        this.text = text;
    }

    /** Reads a file; the place is where the lab names it, for errors. */
    static Map<String, String> read(Path file, YamlValue place) throws ClabException {
        try {
            return parse(file, place, Files.readString(file));
        } catch (IOException e) {
            throw place.error("the env-file " + file + " can't be read", "name a file, relative to the lab's file");
        }
    }

    static Map<String, String> parse(Path file, YamlValue place, String text) throws ClabException {
        EnvFile reading = new EnvFile(file, place, text.replace("\r\n", "\n"));
        reading.run();
        return reading.variables;
    }

    private void run() throws ClabException {
        at(BLANK);
        while (next < text.length()) {
            int begun = next;
            MatchResult key = at(KEY);
            if (key == null) {
                throw error(begun, "is no variable", "write KEY=VALUE there");
            }
            variables.put(key.group(1), value());
            at(BLANK);
        }
    }

    private String value() throws ClabException {
        int begun = next;
        char first = next < text.length() ? text.charAt(next) : '\n';
        if (first != '"' && first != '\'') {
            String plain = Objects.requireNonNull(at(PLAIN)).group();
            return expanded(COMMENT.matcher(plain).replaceFirst("").strip());
        }
        MatchResult quoted = at(first == '"' ? DOUBLE : SINGLE);
        if (quoted == null) {
            throw error(begun, "begins a value whose quote isn't closed", "close it with " + first);
        }
        return first == '"' ? expanded(unescaped(quoted.group(1))) : quoted.group(1);
    }

    /** What stands next, and goes beyond it; null if it isn't there. */
    private @Nullable MatchResult at(Pattern what) {
        Matcher matcher = what.matcher(text).region(next, text.length());
        if (!matcher.lookingAt()) {
            return null;
        }
        next = matcher.end();
        return matcher.toMatchResult();
    }

    /** Escaped dollars stay as they are: they are no references. */
    private static String unescaped(String value) {
        return ESCAPE.matcher(value)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1)) {
                            case "n" -> "\n";
                            case "r" -> "\r";
                            default -> escape.group(1);
                        }));
    }

    private String expanded(String value) {
        return REFERENCE
                .matcher(value)
                .replaceAll(reference -> Matcher.quoteReplacement(
                        reference.group(1).isEmpty()
                                ? variables.getOrDefault(
                                        reference.group(2) == null ? reference.group(3) : reference.group(2), "")
                                : reference.group().substring(1)));
    }

    private ClabException error(int at, String what, String remedy) {
        long line = text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
        return place.error("line " + line + " of the env-file " + file + " " + what, remedy);
    }
}
