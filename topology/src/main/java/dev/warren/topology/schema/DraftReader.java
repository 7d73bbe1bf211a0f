package dev.warren.topology.schema;

import dev.warren.topology.Hub;
import dev.warren.topology.Link;
import dev.warren.topology.Overlay;
import dev.warren.topology.Site;
import dev.warren.topology.Upstream;
import dev.warren.topology.source.Position;
import dev.warren.topology.source.Positions;
import dev.warren.topology.source.Problems;
import dev.warren.topology.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads the documents of a topology, one after the other, into one draft. */
public final class DraftReader {
    private final Reading reading;
    private final Position start;
    private final Map<String, NodeKind> names = new LinkedHashMap<>();
    private final List<Hub> hubs = new ArrayList<>();
    private final List<Site> sites = new ArrayList<>();
    private final List<Upstream> upstreams = new ArrayList<>();
    private final Map<String, Link> links = new LinkedHashMap<>();
    private int linksSeen;
    private Optional<Overlay> overlay = Optional.empty();
    private Optional<Position> overlaySeen = Optional.empty();

    /**
     * A reader of a topology.
     *
     * @param problems where problems go
     * @param keys where the contents of public key files come from
     * @param start where to report what isn't written anywhere
     */
    public DraftReader(Problems problems, PublicKeyFiles keys, Position start) {
        this.reading = new Reading(problems, new Positions(start), keys);
        this.start = start;
    }

    /** Reads the root of one document. */
    public void read(YamlNode root) {
        Section.of(reading, "", "a topology", root).ifPresent(section -> {
            section.node("overlay").ifPresent(node -> overlay(node, section.keyPosition("overlay")));
            nodes(section, NodeKind.HUB, HubSections::hub, hubs::add);
            nodes(section, NodeKind.SITE, SiteSections::site, sites::add);
            nodes(section, NodeKind.UPSTREAM, UpstreamSections::upstream, upstreams::add);
            section.node("links").ifPresent(this::links);
            section.close();
        });
    }

    /** What was read. Reports the parts that no document has. */
    public Draft draft() {
        if (overlaySeen.isEmpty()) {
            reading.problems().add(start, "the topology has no 'overlay'", "overlay: {name: …, asn: …, prefixes: […]}");
        }
        if (!names.containsValue(NodeKind.HUB)) {
            reading.problems().add(start, "the topology has no 'hubs'", "hubs: write at least one, as NAME: {…}");
        }
        return new Draft(overlay, hubs, sites, upstreams, links, names, reading.positions());
    }

    private void overlay(YamlNode node, Position position) {
        if (overlaySeen.isPresent()) {
            reading.problems()
                    .add(position, "a second 'overlay': the first is at " + overlaySeen.get(), "keep one of them");
            return;
        }
        overlaySeen = Optional.of(position);
        overlay = Section.of(reading, "overlay", "the overlay", node).flatMap(OverlaySections::overlay);
    }

    private <T> void nodes(
            Section root, NodeKind kind, Function<NodeSection, Optional<T>> reader, Consumer<T> collection) {
        root.section(kind.key(), "'" + kind.key() + "'").ifPresent(section -> {
            for (YamlNode.Entry entry : section.entries()) {
                String name = entry.key().text();
                if (isNewName(kind, name, entry.key().position())) {
                    Section.of(reading, kind.key() + "." + name, kind + " '" + name + "'", entry.value())
                            .flatMap(inner -> reader.apply(new NodeSection(name, inner)))
                            .ifPresent(collection);
                }
            }
        });
    }

    /** A path with a dot in a name would be ambiguous, so a malformed name ends here. */
    private boolean isNewName(NodeKind kind, String name, Position position) {
        try {
            var _ = Kinds.NAME_TEXT.parse().apply(name);
        } catch (IllegalArgumentException malformed) {
            reading.problems().add(position, String.valueOf(malformed.getMessage()), Kinds.NAME_TEXT.remedy());
            return false;
        }
        NodeKind before = names.putIfAbsent(name, kind);
        if (before != null) {
            reading.problems()
                    .add(
                            position,
                            "the name '" + name + "' is taken: by a " + before + " at "
                                    + reading.positions().of(before.key() + "." + name),
                            "names are unique over hubs, sites and upstreams, in all files: choose another");
            return false;
        }
        reading.positions().note(kind.key() + "." + name, position);
        return true;
    }

    private void links(YamlNode node) {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            reading.problems()
                    .add(
                            node.position(),
                            "'links' is " + node.kind() + ", not a list",
                            "write - {between: [HUB, HUB], family: v6} lines below it");
            return;
        }
        for (YamlNode item : sequence.items()) {
            String path = "links." + linksSeen++;
            Section.of(reading, path, "a link", item)
                    .flatMap(LinkSections::link)
                    .ifPresent(link -> links.put(path, link));
        }
    }
}
