package dev.warren.labs.expect;

import dev.warren.labs.clab.ClabException;
import dev.warren.labs.clab.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads partial JSON that is written as YAML. */
final class WantedReader {
    private WantedReader() {}

    static Wanted read(YamlValue value) throws ClabException {
        if (value.isMapping()) {
            return fields(value.entries());
        }
        if (value.isList()) {
            return elements(value);
        }
        if (value.isAbsent()) {
            return new Wanted.Nothing();
        }
        String text = value.text();
        if (text.equals("*")) {
            return new Wanted.Anything();
        }
        boolean delimited = text.length() > 2 && text.startsWith("/") && text.endsWith("/");
        return delimited
                ? new Wanted.Matching(pattern(value, text.substring(1, text.length() - 1)))
                : new Wanted.Exact(text);
    }

    /** A regular expression; {@code ^} and {@code $} are the ends of each line. */
    static Pattern pattern(YamlValue value, String text) throws ClabException {
        try {
            return Pattern.compile(text, Pattern.MULTILINE);
        } catch (PatternSyntaxException e) {
            throw value.error(
                    "'" + text + "' is no regular expression: " + e.getDescription(),
                    "escape what is meant as it stands: \\[ \\( \\. \\*");
        }
    }

    private static Wanted.Elements elements(YamlValue list) throws ClabException {
        List<Wanted> elements = new ArrayList<>();
        for (YamlValue item : list.items()) {
            elements.add(read(item));
        }
        return new Wanted.Elements(List.copyOf(elements));
    }

    private static Wanted fields(Map<String, YamlValue> entries) throws ClabException {
        Map<String, Wanted> fields = new LinkedHashMap<>();
        for (Map.Entry<String, YamlValue> entry : entries.entrySet()) {
            fields.put(entry.getKey(), read(entry.getValue()));
        }
        return new Wanted.Fields(fields, rule(fields));
    }

    private static Optional<Wanted.ListRule> rule(Map<String, Wanted> fields) {
        if (fields.size() != 1) {
            return Optional.empty();
        }
        Map.Entry<String, Wanted> only = fields.entrySet().iterator().next();
        return switch (only.getValue()) {
            case Wanted.Elements elements
            when only.getKey().equals("exactly") -> Optional.of(new Wanted.Exactly(elements));
            case Wanted.Elements elements when only.getKey().equals("none") -> Optional.of(new Wanted.None(elements));
            case Wanted.Exact number
            when only.getKey().equals("length") && number.text().matches("\\d{1,9}") ->
                Optional.of(new Wanted.Length(Integer.parseInt(number.text())));
            default -> Optional.empty();
        };
    }
}
