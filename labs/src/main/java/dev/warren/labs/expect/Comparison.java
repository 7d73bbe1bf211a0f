package dev.warren.labs.expect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares JSON with the part of it that is wanted. */
public final class Comparison {
    private final List<Difference> differences = new ArrayList<>();

    private Comparison() {}

    /** Where the JSON isn't as wanted; nothing if it is. */
    public static List<Difference> of(Wanted wanted, JsonNode seen) {
        return of("", wanted, seen);
    }

    static List<Difference> of(String path, Wanted wanted, JsonNode seen) {
        Comparison comparison = new Comparison();
        comparison.compare(path, wanted, seen);
        return comparison.differences;
    }

    private void compare(String path, Wanted wanted, JsonNode seen) {
        switch (wanted) {
            case Wanted.Anything _ -> require(!isNothing(seen), path, "anything", seen);
            case Wanted.Nothing _ -> require(isNothing(seen), path, "nothing", seen);
            case Wanted.Exact exact ->
                require(isSingle(seen) && sameText(exact.text(), seen), path, exact.toString(), seen);
            case Wanted.Matching matching ->
                require(
                        isSingle(seen)
                                && matching.pattern().matcher(seen.asText()).find(),
                        path,
                        matching.toString(),
                        seen);
            case Wanted.Fields fields
            when seen.isArray() && fields.rule().isPresent() ->
                differences.addAll(Lists.differences(path, fields.rule().orElseThrow(), Lists.elements(seen)));
            case Wanted.Fields fields -> fields(path, fields, seen);
            case Wanted.Elements elements
            when seen.isArray() -> differences.addAll(Lists.missing(path, elements, Lists.elements(seen)));
            case Wanted.Elements elements -> require(false, path, elements.toString(), seen);
        }
    }

    private void fields(String path, Wanted.Fields wanted, JsonNode seen) {
        if (!seen.isObject()) {
            require(false, path, wanted.toString(), seen);
            return;
        }
        for (Map.Entry<String, Wanted> field : wanted.fields().entrySet()) {
            JsonNode value = seen.path(field.getKey());
            compare(below(path, field.getKey()), field.getValue(), value);
        }
    }

    private void require(boolean asWanted, String path, String wanted, JsonNode seen) {
        if (!asWanted) {
            differences.add(new Difference(path, wanted, shown(seen)));
        }
    }

    private static boolean isNothing(JsonNode seen) {
        return seen.isMissingNode() || seen.isNull();
    }

    private static boolean isSingle(JsonNode seen) {
        return seen.isValueNode() && !seen.isNull();
    }

    private static boolean sameText(String wanted, JsonNode seen) {
        return wanted.equals(seen.asText()) || (seen.isNumber() && sameNumber(wanted, seen.decimalValue()));
    }

    private static boolean sameNumber(String wanted, BigDecimal seen) {
        try {
            return new BigDecimal(wanted).compareTo(seen) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    static String shown(JsonNode seen) {
        return switch (seen) {
            case MissingNode _ -> "nothing";
            case JsonNode text when text.isTextual() && !text.asText().isBlank() -> text.asText();
            case JsonNode other -> other.toString();
        };
    }

    private static String below(String path, String key) {
        if (!key.matches("[\\w-]+")) {
            return path + "[\"" + key + "\"]";
        }
        return path.isEmpty() ? key : path + "." + key;
    }
}
