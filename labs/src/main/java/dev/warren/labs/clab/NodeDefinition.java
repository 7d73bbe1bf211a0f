package dev.warren.labs.clab;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What defaults, a kind, a group or a node itself say, as it is written.
 *
 * @param values by key; only keys that containerlab knows
 */
record NodeDefinition(Map<String, YamlValue> values) {
    static final NodeDefinition EMPTY = new NodeDefinition(Map.of());

    /** Checks the keys; one that isn't played is a warning. */
    static NodeDefinition read(YamlValue value, List<String> warnings) throws ClabException {
        Map<String, YamlValue> values = value.entries(NodeKeys.KNOWN);
        for (String key : values.keySet()) {
            if (!NodeKeys.isPlayed(key)) {
                warnings.add(ClabFile.notPlayed(key, value.keyNode(key).orElse(value)));
            }
        }
        return new NodeDefinition(values);
    }

    /** A single value; empty where it is absent or says nothing, which containerlab doesn't tell apart. */
    Optional<YamlValue> single(String key) throws ClabException {
        YamlValue value = values.get(key);
        return value == null || value.text().isEmpty() ? Optional.empty() : Optional.of(value);
    }

    Optional<String> text(String key) throws ClabException {
        Optional<YamlValue> value = single(key);
        return value.isEmpty() ? Optional.empty() : Optional.of(value.get().text());
    }

    List<YamlValue> list(String key) throws ClabException {
        YamlValue value = values.get(key);
        return value == null ? List.of() : value.items();
    }

    Map<String, YamlValue> map(String key) throws ClabException {
        YamlValue value = values.get(key);
        return value == null ? Map.of() : value.entries();
    }
}
