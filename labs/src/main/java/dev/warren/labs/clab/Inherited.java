package dev.warren.labs.clab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node's keys with all that it inherits, by containerlab's rules: of a single value the strongest level's counts; maps are merged
 * key by key; lists are appended, the weakest level's first, and a text that stands there twice counts once.
 *
 * @param levels defaults, kind, group, node: the weakest first
 */
record Inherited(List<NodeDefinition> levels) {

    Optional<YamlValue> single(String key) throws ClabException {
        for (NodeDefinition level : levels.reversed()) {
            Optional<YamlValue> value = level.single(key);
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    String text(String key) throws ClabException {
        Optional<YamlValue> value = single(key);
        return value.isEmpty() ? "" : value.get().text();
    }

    List<YamlValue> list(String key) throws ClabException {
        Map<String, YamlValue> byText = new LinkedHashMap<>();
        for (NodeDefinition level : levels) {
            for (YamlValue value : level.list(key)) {
                byText.putIfAbsent(value.text(), value);
            }
        }
        return List.copyOf(byText.values());
    }

    Map<String, YamlValue> entries(String key) throws ClabException {
        Map<String, YamlValue> merged = new LinkedHashMap<>();
        for (NodeDefinition level : levels) {
            merged.putAll(level.map(key));
        }
        return merged;
    }

    Map<String, String> map(String key) throws ClabException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, YamlValue> entry : entries(key).entrySet()) {
            texts.put(entry.getKey(), entry.getValue().text());
        }
        return texts;
    }
}
