package dev.warren.labs.clab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A value of a YAML document with its place in the text. Each accessor says what it expects and throws where it isn't so. */
public final class YamlValue {
    private final YamlDocument document;
    private final Node node;

    YamlValue(YamlDocument document, Node node) {
        this.document = document;
        this.node = node;
    }

    /** An error at this value. */
    public ClabException error(String message, String remedy) {
        return document.error(node.getStartMark(), message, remedy);
    }

    /** True for an absent value: {@code key:} or {@code key: null}. */
    public boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    /** The scalar as it is written. */
    public String text() throws ClabException {
        if (node instanceof ScalarNode scalar) {
            return isNull() ? "" : scalar.getValue();
        }
        throw error("a single value belongs here, not a list or a mapping", "");
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
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> new YamlValue(document, item))
                    .toList();
        }
        throw error("a list belongs here", "write - VALUE on lines of their own, or [VALUE, VALUE]");
    }

    /** The scalars of a list. */
    public List<String> texts() throws ClabException {
        List<String> texts = new ArrayList<>();
        for (YamlValue item : items()) {
            texts.add(item.text());
        }
        return texts;
    }

    /** The entries of a mapping in their order, merge keys ({@code <<}) resolved; a key given twice is an error. */
    public Map<String, YamlValue> entries() throws ClabException {
        if (isNull()) {
            return Map.of();
        }
        if (!(node instanceof MappingNode mapping)) {
            throw error("a mapping belongs here", "write KEY: VALUE on lines of their own");
        }
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        Map<String, YamlValue> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlValue key = new YamlValue(document, tuple.getKeyNode());
            YamlValue value = new YamlValue(document, tuple.getValueNode());
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merged.putAll(value.entries());
            } else if (entries.put(key.text(), value) != null) {
                throw key.error("'" + key.text() + "' is given twice", "keep one of them");
            }
        }
        merged.forEach(entries::putIfAbsent);
        return entries;
    }

    /** The entries of a mapping whose keys must be among those named. */
    public Map<String, YamlValue> entries(Set<String> known) throws ClabException {
        Map<String, YamlValue> entries = entries();
        for (String key : entries.keySet()) {
            if (!known.contains(key)) {
                throw unknown(key, known);
            }
        }
        return entries;
    }

    private ClabException unknown(String key, Set<String> known) throws ClabException {
        YamlValue place = keyNode(key).orElse(this);
        String nearest = Spelling.nearest(key, known)
                .map(name -> "did you mean '" + name + "'?")
                .orElseGet(() -> known.stream().sorted().collect(Collectors.joining(", ", "known here: ", "")));
        return place.error("unknown key '" + key + "'", nearest);
    }

    /** The key itself as a value, for errors about it. */
    Optional<YamlValue> keyNode(String key) throws ClabException {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key)) {
                    return Optional.of(new YamlValue(document, scalar));
                }
            }
        }
        return Optional.empty();
    }
}
