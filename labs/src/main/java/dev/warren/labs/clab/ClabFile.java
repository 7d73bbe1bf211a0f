package dev.warren.labs.clab;

import dev.warren.topology.Problem;
import dev.warren.topology.source.SourceText;
import dev.warren.topology.source.Suggestion;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads containerlab topology files: variables, YAML, then defaults, kinds and groups merged into each node ({@link Inherited}), then
 * the links.
 */
public final class ClabFile {
    private static final Set<String> TOP = Set.of("name", "topology", "prefix", "mgmt", "settings", "debug");
    private static final Set<String> TOPOLOGY = Set.of("defaults", "kinds", "groups", "nodes", "links");

    private final Path file;
    private final Map<String, String> environment;
    private final List<String> warnings = new ArrayList<>();

    private ClabFile(Path file, Map<String, String> environment) {
        this.file = file;
        this.environment = environment;
    }

    /** Reads and substitutes; the environment is that of the runner with a variant's on top. */
    public static ClabTopology read(Path file, Map<String, String> environment) throws ClabException, IOException {
        return parse(source(file), environment);
    }

    /** The names of the variables that a file's text may refer to. */
    public static Set<String> variables(String text) {
        return Variables.names(text);
    }

    /** The file as it is now. */
    public static SourceText source(Path file) throws ClabException, IOException {
        return YamlDocument.source(file);
    }

    /** The topology of a text; its file is for errors and relative paths. */
    public static ClabTopology parse(SourceText source, Map<String, String> environment) throws ClabException {
        int template = source.text().indexOf("{{");
        if (template >= 0 || source.file().toString().endsWith(".gotmpl")) {
            throw new ClabException(source.atCodePoint(source.text().codePointCount(0, Math.max(template, 0)))
                    .problem(
                            "this is a Go template, which can't be played here",
                            "render it first: containerlab's deploy has --export-rendered-template for that"));
        }
        return new ClabFile(source.file(), environment)
                .topology(YamlDocument.parse(Variables.substitute(source, environment)));
    }

    static String notPlayed(String key, YamlValue place) {
        return warning(place, "'" + key + "' is containerlab's, but not played here");
    }

    static String warning(YamlValue place, String message) {
        Problem problem = place.error(message, "").problem();
        return problem.file() + ":" + problem.line() + ":" + problem.column() + ": " + problem.message();
    }

    private ClabTopology topology(YamlValue root) throws ClabException {
        Map<String, YamlValue> top = root.entries(TOP);
        for (String key : List.of("prefix", "mgmt", "settings", "debug")) {
            if (top.containsKey(key)) {
                warnings.add(notPlayed(key, root.keyNode(key).orElse(root)));
            }
        }
        YamlValue name = required(root, top, "name");
        if (!name.text().matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}")) {
            throw name.error("'" + name.text() + "' is no name for a lab", "write letters, digits, - _ and .");
        }
        YamlValue value = required(root, top, "topology");
        Map<String, YamlValue> topology = value.entries(TOPOLOGY);
        NodeReader reader = new NodeReader(name.text(), file, environment, shared(topology), warnings);
        Map<String, ClabNode> nodes = new LinkedHashMap<>();
        YamlValue nodesValue = required(value, topology, "nodes");
        for (Map.Entry<String, YamlValue> entry : nodesValue.entries().entrySet()) {
            YamlValue place = nodesValue.keyNode(entry.getKey()).orElse(entry.getValue());
            nodes.put(entry.getKey(), reader.node(entry.getKey(), place, entry.getValue()));
        }
        @Nullable YamlValue links = topology.get("links");
        addHost(nodes, links);
        checkNetworks(nodes, nodesValue);
        LinkReader read = LinkReader.read(links, nodes);
        return new ClabTopology(
                name.text(),
                file,
                Collections.unmodifiableMap(nodes),
                read.links(),
                read.dummies(),
                List.copyOf(new LinkedHashSet<>(warnings)));
    }

    private static YamlValue required(YamlValue parent, Map<String, YamlValue> entries, String key)
            throws ClabException {
        YamlValue value = entries.get(key);
        if (value == null) {
            throw parent.error("'" + key + "' is missing", "add " + key + ":");
        }
        return value;
    }

    private NodeReader.Shared shared(Map<String, YamlValue> topology) throws ClabException {
        YamlValue defaults = topology.get("defaults");
        return new NodeReader.Shared(
                defaults == null ? NodeDefinition.EMPTY : NodeDefinition.read(defaults, warnings),
                definitions(topology.get("kinds")),
                definitions(topology.get("groups")));
    }

    private Map<String, NodeDefinition> definitions(@Nullable YamlValue value) throws ClabException {
        Map<String, NodeDefinition> definitions = new LinkedHashMap<>();
        if (value != null) {
            for (Map.Entry<String, YamlValue> entry : value.entries().entrySet()) {
                definitions.put(entry.getKey(), NodeDefinition.read(entry.getValue(), warnings));
            }
        }
        return definitions;
    }

    /** Adds the node that stands for the machine, if something is on it and the file doesn't name it. */
    private static void addHost(Map<String, ClabNode> nodes, @Nullable YamlValue links) throws ClabException {
        boolean needed = LinkReader.touchesHost(links)
                || nodes.values().stream()
                        .anyMatch(node -> node.network().joins().equals(Optional.of(ClabTopology.HOST)));
        if (needed && !nodes.containsKey(ClabTopology.HOST)) {
            nodes.put(
                    ClabTopology.HOST,
                    new ClabNode(
                            ClabTopology.HOST,
                            NodeKind.HOST,
                            "",
                            ClabTopology.HOST,
                            NetworkMode.OWN,
                            new StartCommand(List.of(), List.of(), Duration.ZERO),
                            List.of(),
                            List.of(),
                            List.of(),
                            Map.of(),
                            Map.of()));
        }
    }

    /** Each namespace that is joined is there, and none is joined in a circle. */
    private static void checkNetworks(Map<String, ClabNode> nodes, YamlValue place) throws ClabException {
        for (String start : nodes.keySet()) {
            Set<String> seen = new LinkedHashSet<>();
            String at = start;
            while (true) {
                YamlValue here = place.keyNode(start).orElse(place);
                ClabNode node = nodes.get(at);
                if (node == null) {
                    throw here.error(
                            "node '" + start + "' joins the network of '" + at + "', which isn't in this lab",
                            Suggestion.remedy(at, nodes.keySet(), "the nodes are"));
                }
                if (!seen.add(at)) {
                    throw here.error("node '" + start + "' joins its own network", "give one of " + seen + " its own");
                }
                if (node.network().joins().isEmpty()) {
                    break;
                }
                at = node.network().joins().get();
            }
        }
    }
}
