package dev.warren.topology.yaml;

import dev.warren.topology.source.Position;
import java.util.List;

/** A node of a YAML document, with the position at which it begins. */
public sealed interface YamlNode {

    /** Where it begins. */
    Position position();

    /** What it is, for a message. */
    String kind();

    /**
     * A text, whatever its style; empty where nothing is written.
     *
     * @param position where it begins
     * @param text what is written
     */
    record Scalar(Position position, String text) implements YamlNode {
        @Override
        public String kind() {
            return text.isEmpty() ? "nothing" : "a single value";
        }
    }

    /**
     * A list.
     *
     * @param position where it begins
     * @param items its items
     */
    record Sequence(Position position, List<YamlNode> items) implements YamlNode {
        /** Copies the list. */
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * A mapping; no key stands twice in it.
     *
     * @param position where it begins
     * @param entries its entries in their order
     */
    record Mapping(Position position, List<Entry> entries) implements YamlNode {
        /** Copies the list. */
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /**
     * An entry of a mapping.
     *
     * @param key the key
     * @param value what it maps to
     */
    record Entry(Scalar key, YamlNode value) {}
}
