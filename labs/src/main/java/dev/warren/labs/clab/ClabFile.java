package dev.warren.labs.clab;

import dev.warren.topology.Problem;
import dev.warren.topology.source.SourceText;
import dev.warren.topology.source.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads containerlab topology files. Inheritance is containerlab's: defaults, then the kind's, then the group's, then the
 * node's own; single values are overridden, maps merged key by key, exec and binds appended (a bind with the same target
 * replaces the inherited one).
 */
public final class ClabFile {
    private static final Set<String> TOP = Set.of("name", "topology", "prefix", "mgmt", "settings", "debug");
    private static final Set<String> TOPOLOGY = Set.of("defaults", "kinds", "groups", "nodes", "links");

    private final Path file;
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, NodeDefinition> kinds = new LinkedHashMap<>();
    private final Map<String, NodeDefinition> groups = new LinkedHashMap<>();
    private NodeDefinition defaults = NodeDefinition.EMPTY;

    private ClabFile(Path file) {
        this.file = file;
    }

    /** Reads and substitutes; the environment is that of the runner with a variant's on top. */
    public static ClabTopology read(Path file, Map<String, String> environment) throws ClabException, IOException {
        return parse(YamlDocument.source(file), environment);
    }

    /** The topology of a text; its file is for errors and relative paths. */
    static ClabTopology parse(SourceText source, Map<String, String> environment) throws ClabException {
        SourceText substituted = new SourceText(source.file(), Variables.substitute(source.text(), environment));
        return new ClabFile(source.file()).topology(YamlDocument.parse(substituted));
    }

    static String notPlayed(String key, YamlValue place) {
        Problem problem = place.error("'" + key + "' is containerlab's, but not played here", "leave it out")
                .problem();
        return problem.file() + ":" + problem.line() + ": " + problem.message();
    }

    private ClabTopology topology(YamlValue root) throws ClabException {
        Map<String, YamlValue> top = root.entries(TOP);
        for (String key : List.of("prefix", "mgmt", "settings", "debug")) {
            YamlValue value = top.get(key);
            if (value != null) {
                warnings.add(notPlayed(key, value));
            }
        }
        YamlValue name = required(root, top, "name");
        if (!name.text().matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}")) {
            throw name.error("'" + name.text() + "' is no name for a lab", "write letters, digits, - _ and .");
        }
        YamlValue value = required(root, top, "topology");
        Map<String, YamlValue> topology = value.entries(TOPOLOGY);
        YamlValue given = topology.get("defaults");
        if (given != null) {
            defaults = NodeDefinition.read(given, warnings);
        }
        definitions(topology.get("kinds"), kinds);
        definitions(topology.get("groups"), groups);
        Map<String, ClabNode> nodes = new LinkedHashMap<>();
        YamlValue nodesValue = required(value, topology, "nodes");
        for (Map.Entry<String, YamlValue> entry : nodesValue.entries().entrySet()) {
            YamlValue place = nodesValue.keyNode(entry.getKey()).orElse(entry.getValue());
            nodes.put(entry.getKey(), node(entry.getKey(), place, entry.getValue()));
        }
        List<ClabLink> links = LinkReader.read(topology.get("links"), nodes.keySet());
        return new ClabTopology(name.text(), file, Collections.unmodifiableMap(nodes), links, List.copyOf(warnings));
    }

    private static YamlValue required(YamlValue parent, Map<String, YamlValue> entries, String key)
            throws ClabException {
        YamlValue value = entries.get(key);
        if (value == null) {
            throw parent.error("'" + key + "' is missing", "add " + key + ":");
        }
        return value;
    }

    private void definitions(@Nullable YamlValue value, Map<String, NodeDefinition> into) throws ClabException {
        if (value != null) {
            for (Map.Entry<String, YamlValue> entry : value.entries().entrySet()) {
                into.put(entry.getKey(), NodeDefinition.read(entry.getValue(), warnings));
            }
        }
    }

    private ClabNode node(String name, YamlValue place, YamlValue value) throws ClabException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}")) {
            throw place.error("'" + name + "' is no name for a node", "write letters, digits, - _ and .");
        }
        NodeDefinition own = NodeDefinition.read(value, warnings);
        String groupName = own.group().or(defaults::group).orElse("");
        if (!groupName.isEmpty() && !groups.containsKey(groupName)) {
            throw place.error(
                    "node '" + name + "' names the group '" + groupName + "', which topology.groups lacks",
                    Suggestion.remedy(groupName, groups.keySet(), "the groups are"));
        }
        NodeDefinition group = groups.getOrDefault(groupName, NodeDefinition.EMPTY);
        String kind = own.kind().or(group::kind).or(defaults::kind).orElse("");
        if (!kind.equals("linux")) {
            throw place.error(
                    kind.isEmpty() ? "node '" + name + "' has no kind" : "kind '" + kind + "' can't be played here",
                    "write kind: linux");
        }
        NodeDefinition merged = own.over(group)
                .over(kinds.getOrDefault(kind, NodeDefinition.EMPTY))
                .over(defaults);
        String image = merged.image().orElse("");
        if (image.isEmpty()) {
            throw place.error("node '" + name + "' has no image", "add image:");
        }
        return new ClabNode(
                name,
                kind,
                image,
                merged.cmd().orElse(List.of()),
                List.copyOf(merged.exec()),
                binds(merged.binds()),
                Map.copyOf(merged.env()),
                Map.copyOf(merged.sysctls()));
    }

    private List<Bind> binds(List<YamlValue> values) throws ClabException {
        Map<Path, Bind> byTarget = new LinkedHashMap<>();
        for (YamlValue value : values) {
            try {
                Bind bind = Bind.parse(value.text(), ClabTopology.folderOf(file));
                byTarget.put(bind.target(), bind);
            } catch (IllegalArgumentException e) {
                throw value.error(String.valueOf(e.getMessage()), "write SOURCE:/TARGET or SOURCE:/TARGET:ro");
            }
        }
        return List.copyOf(byTarget.values());
    }
}
