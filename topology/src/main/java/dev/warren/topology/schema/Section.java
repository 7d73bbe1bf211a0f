package dev.warren.topology.schema;

import dev.warren.topology.source.Position;
import dev.warren.topology.source.Suggestion;
import dev.warren.topology.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping while it is read key by key. What is asked for is what there may be: {@link #close} refuses the rest. A missing or
 * malformed value is a problem, and the section is then not {@link #isWhole}.
 */
final class Section {
    private final Reading reading;
    private final String path;
    private final String what;
    private final Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private boolean whole = true;

    private Section(Reading reading, String path, String what, YamlNode.Mapping mapping) {
        this.reading = reading;
        this.path = path;
        this.what = what;
        mapping.entries().forEach(entry -> entries.put(entry.key().text(), entry));
    }

    /** The mapping at a path; empty, with a problem, if the node is none. */
    static Optional<Section> of(Reading reading, String path, String what, YamlNode node) {
        if (node instanceof YamlNode.Mapping mapping) {
            reading.positions().note(path, mapping.position());
            return Optional.of(new Section(reading, path, what, mapping));
        }
        reading.problems()
                .add(
                        node.position(),
                        what + " is " + node.kind() + ", not a mapping",
                        "write KEY: VALUE lines below it");
        return Optional.empty();
    }

    /** True as long as nothing that was asked for is missing or malformed. */
    boolean isWhole() {
        return whole;
    }

    /** The path of a key. */
    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    Reading reading() {
        return reading;
    }

    /** What stands at a key. */
    Optional<YamlNode> node(String key) {
        asked.add(key);
        YamlNode.Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        YamlNode value = entry.value();
        reading.positions()
                .note(path(key), value instanceof YamlNode.Mapping ? entry.key().position() : value.position());
        return Optional.of(value);
    }

    /** Where a key stands. */
    Position keyPosition(String key) {
        YamlNode.Entry entry = entries.get(key);
        return entry == null ? reading.positions().of(path) : entry.key().position();
    }

    /** What stands at a key that must be there. */
    Optional<YamlNode> requiredNode(String key, String remedy) {
        Optional<YamlNode> node = node(key);
        if (node.isEmpty()) {
            fail(reading.positions().of(path), what + " has no '" + key + "'", key + ": " + remedy);
        }
        return node;
    }

    <T> Optional<T> required(String key, Kind<T> kind) {
        return requiredNode(key, kind.remedy()).flatMap(node -> value(key, node, kind));
    }

    <T> Optional<T> optional(String key, Kind<T> kind) {
        return node(key).flatMap(node -> value(key, node, kind));
    }

    /** The items of a list that must be there and not be empty. */
    <T> List<T> requiredList(String key, Kind<T> kind) {
        return requiredNode(key, "[…], for each: " + kind.remedy())
                .map(node -> items(key, node, kind, false))
                .orElse(List.of());
    }

    /** The items of a list; empty if it isn't there. */
    <T> List<T> list(String key, Kind<T> kind) {
        return node(key).map(node -> items(key, node, kind, true)).orElse(List.of());
    }

    private <T> List<T> items(String key, YamlNode node, Kind<T> kind, boolean mayBeEmpty) {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            fail(node.position(), "'" + key + "' is " + node.kind() + ", not a list", "write [ITEM, ITEM]");
            return List.of();
        }
        if (sequence.items().isEmpty() && !mayBeEmpty) {
            fail(node.position(), "'" + key + "' is an empty list", kind.remedy());
        }
        List<T> items = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            reading.positions().note(path(key) + "." + items.size(), item.position());
            value(key, item, kind).ifPresent(items::add);
        }
        return items;
    }

    private <T> Optional<T> value(String key, YamlNode node, Kind<T> kind) {
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.text().isEmpty()) {
            fail(node.position(), "'" + key + "' has " + node.kind() + " where a single value belongs", kind.remedy());
            return Optional.empty();
        }
        try {
            return Optional.of(kind.parse().apply(scalar.text()));
        } catch (IllegalArgumentException malformed) {
            fail(node.position(), key + ": " + malformed.getMessage(), kind.remedy());
            return Optional.empty();
        }
    }

    /** The mapping at a key. */
    Optional<Section> section(String key, String whatItIs) {
        Optional<YamlNode> node = node(key);
        Optional<Section> section = node.flatMap(present -> of(reading, path(key), whatItIs, present));
        whole &= node.isPresent() == section.isPresent();
        return section;
    }

    /** Takes on what a section inside this one found. */
    void include(Section inner) {
        whole &= inner.whole;
    }

    /** Notes that something in it is wrong whose problem is reported already. */
    void spoil() {
        whole = false;
    }

    void fail(Position at, String message, String remedy) {
        whole = false;
        reading.problems().add(at, message, remedy);
    }

    void failSecretly(Position at, String message, String remedy) {
        whole = false;
        reading.problems().add(at.secretProblem(message, remedy));
    }

    /** Refuses all keys that nobody asked for. They don't make the section less whole. */
    void close() {
        for (YamlNode.Entry entry : entries.values()) {
            String key = entry.key().text();
            if (key.equals("<<")) {
                reading.problems()
                        .add(
                                entry.key().position(),
                                "a merge key stands here",
                                "write out the keys: there is no merging");
            } else if (!asked.contains(key)) {
                reading.problems()
                        .add(
                                entry.key().position(),
                                what + " has no key '" + key + "'",
                                Suggestion.remedy(key, asked, "the keys here are"));
            }
        }
    }

    /** The entries, for a mapping whose keys are names. */
    Iterable<YamlNode.Entry> entries() {
        return entries.values();
    }
}
