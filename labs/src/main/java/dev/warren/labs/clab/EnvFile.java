package dev.warren.labs.clab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of {@code env-files}: {@code KEY=VALUE} lines, comments, {@code export}; values plain, in double quotes (with {@code \n} and
 * the like) or in single ones. Variables in it are not expanded.
 */
final class EnvFile {
    private static final Pattern LINE = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][\\w.]*)\\s*[=:]\\s*(.*?)\\s*");
    private static final Pattern QUOTED = Pattern.compile("(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)')\\s*(?:#.*)?");
    private static final Pattern COMMENT = Pattern.compile("(^|\\s)#.*");

    private EnvFile() {}

    /** Reads a file; the place is where the lab names it, for errors. */
    static Map<String, String> read(Path file, YamlValue place) throws ClabException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw place.error("the env-file " + file + " can't be read", "name a file, relative to the lab's file");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank() || line.stripLeading().startsWith("#")) {
                continue;
            }
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw place.error(
                        "line " + number + " of the env-file " + file + " is no variable", "write KEY=VALUE there");
            }
            variables.put(matcher.group(1), value(matcher.group(2)));
        }
        return variables;
    }

    private static String value(String written) {
        Matcher quoted = QUOTED.matcher(written);
        if (!quoted.matches()) {
            return COMMENT.matcher(written).replaceFirst("").strip();
        }
        if (quoted.group(1) == null) {
            return quoted.group(2);
        }
        return quoted.group(1)
                .replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }
}
