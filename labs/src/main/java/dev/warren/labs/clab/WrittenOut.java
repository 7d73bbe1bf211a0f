package dev.warren.labs.clab;

import dev.warren.topology.source.Position;
import dev.warren.topology.source.SourceText;
import dev.warren.topology.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns SnakeYAML's nodes into a tree without aliases and merge keys ({@code <<}). What an alias repeats is the same node again, so
 * that a small text can't make a large tree; merging is bounded by {@value #MAX_ENTRIES} entries.
 */
final class WrittenOut {
    /** The most entries that mappings have together, merged ones included. */
    static final int MAX_ENTRIES = 100_000;

    private final SourceText source;
    private final IdentityHashMap<Node, YamlNode> done = new IdentityHashMap<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int entries;

    WrittenOut(SourceText source) {
        this.source = source;
    }

    static Position at(SourceText source, Mark mark) {
        return source.at(mark.getLine() + 1, mark.getColumn() + 1);
    }

    YamlNode of(Node node) throws ClabException {
        YamlNode known = done.get(node);
        if (known != null) {
            return known;
        }
        Position position = at(source, node.getStartMark());
        if (!open.add(node)) {
            throw new ClabException(position.problem("this contains itself, by an alias", "write it out"));
        }
        YamlNode written = switch (node) {
            case ScalarNode scalar ->
                new YamlNode.Scalar(position, scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue());
            case SequenceNode sequence -> new YamlNode.Sequence(position, items(sequence));
            case MappingNode mapping -> mapping(position, mapping);
            default -> throw new ClabException(position.problem("this is no value", "write KEY: VALUE"));
        };
        open.remove(node);
        done.put(node, written);
        return written;
    }

    private List<YamlNode> items(SequenceNode sequence) throws ClabException {
        List<YamlNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(of(item));
        }
        return items;
    }

    private YamlNode mapping(Position position, MappingNode mapping) throws ClabException {
        Map<String, YamlNode.Entry> own = new LinkedHashMap<>();
        Map<String, YamlNode.Entry> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode value = of(tuple.getValueNode());
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(value, merged);
                continue;
            }
            if (!(of(tuple.getKeyNode()) instanceof YamlNode.Scalar key)) {
                throw new ClabException(at(source, tuple.getKeyNode().getStartMark())
                        .problem("a key is a list or a mapping", "write a single word as the key"));
            }
            YamlNode.Entry first = own.putIfAbsent(key.text(), new YamlNode.Entry(key, value));
            if (first != null) {
                throw new ClabException(key.position()
                        .problem(
                                "the key '" + key.text() + "' stands twice: first at "
                                        + first.key().position(),
                                "remove or rename one of the two"));
            }
        }
        merged.forEach(own::putIfAbsent);
        count(position, own.size());
        return new YamlNode.Mapping(position, List.copyOf(own.values()));
    }

    /** Adds what a merge key names: a mapping, or a list of mappings of which the earlier one wins. */
    private void merge(YamlNode value, Map<String, YamlNode.Entry> into) throws ClabException {
        switch (value) {
            case YamlNode.Mapping(Position position, List<YamlNode.Entry> all) -> {
                count(position, all.size());
                all.forEach(entry -> into.putIfAbsent(entry.key().text(), entry));
            }
            case YamlNode.Sequence(Position _, List<YamlNode> items) -> {
                for (YamlNode item : items) {
                    merge(item, into);
                }
            }
            case YamlNode.Scalar scalar ->
                throw new ClabException(
                        scalar.position().problem("a single value can't be merged", "write <<: *ANCHOR of a mapping"));
        }
    }

    private void count(Position position, int more) throws ClabException {
        entries += more;
        if (entries > MAX_ENTRIES) {
            throw new ClabException(position.problem(
                    "there are more than " + MAX_ENTRIES + " entries, merged ones included", "merge less"));
        }
    }
}
