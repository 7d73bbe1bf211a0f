package dev.warren.labs.clab;

import dev.warren.topology.source.Suggestion;
import dev.warren.topology.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A value of a YAML document with its place in the text. Each accessor says what it expects and throws where it isn't so. */
public final class YamlValue {
    private final YamlNode node;

    YamlValue(YamlNode node) {
        this.node = node;
    }

    /** An error at this value. */
    public ClabException error(String message, String remedy) {
        return new ClabException(node.position().problem(message, remedy));
    }

    /** {@code FILE:LINE} of this value. */
    public String place() {
        return node.position().source().file() + ":" + node.position().line();
    }

    public boolean isList() {
        return node instanceof YamlNode.Sequence;
    }

    public boolean isMapping() {
        return node instanceof YamlNode.Mapping;
    }

    /** True for {@code key:} and {@code key: null}, other than {@code key: ""}. */
    public boolean isAbsent() {
        return isNull() && !startsWithQuote();
    }

    private boolean startsWithQuote() {
        String line = node.position().source().line(node.position().line());
        int index = node.position().column() - 1;
        return line.codePointCount(0, line.length()) > index
                && "\"'".indexOf(line.codePointAt(line.offsetByCodePoints(0, index))) >= 0;
    }

    /** True for an absent value, {@code key:} or {@code key: null}, and for an empty text. */
    private boolean isNull() {
        return node instanceof YamlNode.Scalar scalar && scalar.text().isEmpty();
    }

    /** The scalar as it is written; empty for an absent value. */
    public String text() throws ClabException {
        if (node instanceof YamlNode.Scalar scalar) {
            return scalar.text();
        }
        throw error(node.kind() + " stands where a single value belongs", "write one value");
    }

    /** True for a single value: not a list, not a mapping. */
    boolean isText() {
        return node instanceof YamlNode.Scalar;
    }

    /** A whole number between two others, both included. */
    int number(int min, int max) throws ClabException {
        try {
            int number = Integer.parseInt(text());
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below, with the place
        }
        throw error("'" + text() + "' is no number from " + min + " to " + max, "write a whole number");
    }

    /** {@code true} or {@code false}. */
    public boolean flag() throws ClabException {
        return switch (text()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw error("'" + text() + "' is neither true nor false", "write true or false");
        };
    }

    /** The items of a list. */
    public List<YamlValue> items() throws ClabException {
        if (isNull()) {
            return List.of();
        }
        if (node instanceof YamlNode.Sequence sequence) {
            return sequence.items().stream().map(YamlValue::new).toList();
        }
        throw error(
                node.kind() + " stands where a list belongs", "write - VALUE on lines of their own, or [VALUE, VALUE]");
    }

    /** The scalars of a list. */
    public List<String> texts() throws ClabException {
        List<String> texts = new ArrayList<>();
        for (YamlValue item : items()) {
            texts.add(item.text());
        }
        return texts;
    }

    /** The entries of a mapping in their order. */
    public Map<String, YamlValue> entries() throws ClabException {
        if (isNull()) {
            return Map.of();
        }
        if (!(node instanceof YamlNode.Mapping mapping)) {
            throw error(node.kind() + " stands where a mapping belongs", "write KEY: VALUE on lines of their own");
        }
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> entries.put(entry.key().text(), new YamlValue(entry.value())));
        return entries;
    }

    /** The entries of a mapping whose keys must be among those named. */
    public Map<String, YamlValue> entries(Set<String> known) throws ClabException {
        Map<String, YamlValue> entries = entries();
        for (String key : entries.keySet()) {
            if (!known.contains(key)) {
                throw keyNode(key)
                        .orElse(this)
                        .error("unknown key '" + key + "'", Suggestion.remedy(key, known, "the keys here are"));
            }
        }
        return entries;
    }

    /** The key itself as a value, for errors about it. */
    Optional<YamlValue> keyNode(String key) {
        return node instanceof YamlNode.Mapping mapping
                ? mapping.entries().stream()
                        .filter(entry -> entry.key().text().equals(key))
                        .map(entry -> new YamlValue(entry.key()))
                        .findFirst()
                : Optional.empty();
    }
}
