package dev.warren.labs.clab;

import dev.warren.topology.source.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code links}: the brief form, {@code endpoints: ["NODE:INTERFACE", "NODE:INTERFACE"]}. */
final class LinkReader {
    private final Set<String> nodes;
    private final Set<ClabLink.End> taken = new HashSet<>();

    private LinkReader(Set<String> nodes) {
        this.nodes = nodes;
    }

    static List<ClabLink> read(@Nullable YamlValue value, Set<String> nodes) throws ClabException {
        LinkReader reader = new LinkReader(nodes);
        List<ClabLink> links = new ArrayList<>();
        if (value != null) {
            for (YamlValue link : value.items()) {
                links.add(reader.link(link));
            }
        }
        return List.copyOf(links);
    }

    private ClabLink link(YamlValue value) throws ClabException {
        Map<String, YamlValue> entries = value.entries(Set.of("endpoints"));
        YamlValue endpoints = entries.get("endpoints");
        if (endpoints == null || endpoints.items().size() != 2) {
            throw value.error("a link has two endpoints", "write endpoints: [\"NODE:INTERFACE\", \"NODE:INTERFACE\"]");
        }
        return new ClabLink(
                end(endpoints.items().getFirst()), end(endpoints.items().getLast()));
    }

    private ClabLink.End end(YamlValue value) throws ClabException {
        String text = value.text();
        int colon = text.indexOf(':');
        String name = text.substring(colon + 1);
        if (colon < 1 || !name.matches("[^/:\\s]{1,15}") || name.equals("lo")) {
            throw value.error(
                    "'" + text + "' is no endpoint", "write NODE:INTERFACE, the interface with at most 15 characters");
        }
        ClabLink.End end = new ClabLink.End(text.substring(0, colon), name);
        if (!nodes.contains(end.node())) {
            throw value.error(
                    "no node is called '" + end.node() + "'", Suggestion.remedy(end.node(), nodes, "the nodes are"));
        }
        if (!taken.add(end)) {
            throw value.error("'" + text + "' is the end of another link already", "use another interface");
        }
        return end;
    }
}
