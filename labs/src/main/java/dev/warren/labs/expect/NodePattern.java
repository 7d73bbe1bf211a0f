package dev.warren.labs.expect;

import dev.warren.labs.clab.ClabException;
import dev.warren.labs.clab.YamlValue;
import dev.warren.topology.source.Suggestion;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Names of nodes: one, or a pattern in which {@code *} stands for any characters and {@code ?} for one. */
public final class NodePattern {
    private final YamlValue place;
    private final String text;
    private final Pattern pattern;

    private NodePattern(YamlValue place, String text, Pattern pattern) {
        this.place = place;
        this.text = text;
        this.pattern = pattern;
    }

    static NodePattern read(YamlValue value) throws ClabException {
        String text = value.text();
        if (!text.matches("[A-Za-z0-9_.*?-]+")) {
            throw value.error("'" + text + "' is no node", "write a node's name, or a pattern such as \"site-*\"");
        }
        String regex = "\\Q" + text.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E";
        return new NodePattern(value, text, Pattern.compile(regex));
    }

    /**
     * The names that it stands for, in their order.
     *
     * @throws ClabException if there is none
     */
    List<String> among(Collection<String> names) throws ClabException {
        List<String> found =
                names.stream().filter(name -> pattern.matcher(name).matches()).toList();
        if (found.isEmpty()) {
            throw place.error("the lab has no node '" + text + "'", Suggestion.remedy(text, names, "its nodes are"));
        }
        return found;
    }

    /**
     * The names that some of these stand for, each once.
     *
     * @throws ClabException if one of them stands for none
     */
    public static List<String> among(List<NodePattern> patterns, Collection<String> names) throws ClabException {
        LinkedHashSet<String> all = new LinkedHashSet<>();
        for (NodePattern pattern : patterns) {
            all.addAll(pattern.among(names));
        }
        return List.copyOf(all);
    }

    @Override
    public String toString() {
        return text;
    }
}
