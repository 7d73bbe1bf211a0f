package dev.warren.topology.yaml;

import dev.warren.topology.source.Position;
import dev.warren.topology.source.Problems;
import dev.warren.topology.source.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/** Composes the tree of one text from SnakeYAML's events. */
public final class YamlTree {
    /** How deep mappings and lists may stand in each other; the language itself needs five. */
    public static final int MAX_DEPTH = 20;

    private static final String EXPLICIT = "write the value itself: the language has no anchors, aliases or tags";

    private final SourceText source;
    private final Problems problems;
    private final Parser parser;

    private YamlTree(SourceText source, Problems problems) {
        this.source = source;
        this.problems = problems;
        this.parser = new ParserImpl(new StreamReader(source.text()), options());
    }

    /** The root of the only document; empty if there is none or the text is no YAML, which then is a problem. */
    public static Optional<YamlNode> compose(SourceText source, Problems problems) {
        try {
            return new YamlTree(source, problems).document();
        } catch (MarkedYAMLException malformed) {
            problems.add(at(source, malformed), describe(malformed), remedy(malformed));
        } catch (ReaderException unprintable) {
            problems.add(
                    source.atCodePoint(unprintable.getPosition()),
                    "the character U+%04X can't stand in YAML".formatted(unprintable.getCodePoint()),
                    "remove it");
        } catch (YAMLException malformed) {
            problems.add(source.at(1, 1), "this is not YAML: " + malformed.getMessage(), "correct the syntax");
        }
        return Optional.empty();
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(TextFiles.MAX_BYTES);
        options.setNestingDepthLimit(MAX_DEPTH);
        return options;
    }

    private static Position at(SourceText source, MarkedYAMLException malformed) {
        Mark mark = malformed.getProblemMark() == null ? malformed.getContextMark() : malformed.getProblemMark();
        return mark == null ? source.at(1, 1) : source.at(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static String describe(MarkedYAMLException malformed) {
        String context = malformed.getContext() == null ? "" : malformed.getContext() + ": ";
        return "this is not YAML: " + context + malformed.getProblem();
    }

    private static String remedy(MarkedYAMLException malformed) {
        String problem = String.valueOf(malformed.getProblem());
        return problem.contains("'\\t")
                ? "indent with spaces: YAML allows no tabs"
                : "correct the syntax: KEY: VALUE with two spaces per level; quote values that contain ': ' or ' #'";
    }

    private Optional<YamlNode> document() {
        take(Event.ID.StreamStart);
        Optional<YamlNode> root = Optional.empty();
        if (parser.checkEvent(Event.ID.DocumentStart)) {
            parser.getEvent();
            root = Optional.of(node(0));
            take(Event.ID.DocumentEnd);
        }
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            problems.add(
                    at(parser.peekEvent().getStartMark()),
                    "a second document begins here",
                    "keep one document to a file; a topology may be a folder of files");
        }
        return root;
    }

    private void take(Event.ID expected) {
        Event event = parser.getEvent();
        if (!event.is(expected)) {
            throw new YAMLException("expected " + expected + ", found " + event.getEventId());
        }
    }

    private YamlNode node(int depth) {
        Event event = parser.getEvent();
        Position position = at(event.getStartMark());
        if (depth > MAX_DEPTH) {
            throw new TooDeep(event.getStartMark());
        }
        refuseExtras(event, position);
        if (event instanceof ScalarEvent scalar) {
            return new YamlNode.Scalar(position, scalar.getValue());
        }
        if (event.is(Event.ID.SequenceStart)) {
            return sequence(position, depth);
        }
        return event.is(Event.ID.MappingStart) ? mapping(position, depth) : new YamlNode.Scalar(position, "");
    }

    private void refuseExtras(Event event, Position position) {
        if (event instanceof AliasEvent alias) {
            problems.add(position, "an alias, '*" + alias.getAnchor() + "', stands here", EXPLICIT);
        } else if (event instanceof NodeEvent node && node.getAnchor() != null) {
            problems.add(position, "an anchor, '&" + node.getAnchor() + "', stands here", EXPLICIT);
        }
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent start ? start.getTag() : null;
        if (tag != null) {
            problems.add(position, "a tag, '" + tag + "', stands here", EXPLICIT);
        }
    }

    private YamlNode sequence(Position position, int depth) {
        List<YamlNode> items = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(depth + 1));
        }
        parser.getEvent();
        return new YamlNode.Sequence(position, items);
    }

    private YamlNode mapping(Position position, int depth) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Map<String, Position> seen = new HashMap<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            YamlNode key = node(depth + 1);
            YamlNode value = node(depth + 1);
            if (!(key instanceof YamlNode.Scalar name)) {
                problems.add(key.position(), "a key is " + key.kind(), "write a single word as the key");
                continue;
            }
            Position first = seen.putIfAbsent(name.text(), name.position());
            if (first != null) {
                problems.add(
                        name.position(),
                        "the key '" + name.text() + "' stands twice: first at " + first,
                        "remove or rename one of the two");
                continue;
            }
            entries.add(new YamlNode.Entry(name, value));
        }
        parser.getEvent();
        return new YamlNode.Mapping(position, entries);
    }

    private Position at(Mark mark) {
        return source.at(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static final class TooDeep extends MarkedYAMLException {
        private static final long serialVersionUID = 1;

        TooDeep(Mark mark) {
            super(null, null, "mappings and lists stand in each other more than " + MAX_DEPTH + " deep", mark);
        }
    }
}
