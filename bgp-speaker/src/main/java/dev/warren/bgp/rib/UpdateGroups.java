package dev.warren.bgp.rib;

import dev.warren.bgp.policy.Policies;
import dev.warren.net.IpFamily;
import dev.warren.net.PerFamily;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The way out: all update groups, each there as long as it has neighbours. */
final class UpdateGroups {
    private final RibSettings settings;
    private final AttributeTable attributes;
    private final SourceTable sources;
    private final PerFamily<FamilyTable> tables;
    private final PerFamily<BatchWriter> writers;
    private final Consumer<RibEvent> events;
    private final Map<ExportSettings, UpdateGroup> groups = new HashMap<>();

    UpdateGroups(
            RibSettings settings,
            AttributeTable attributes,
            SourceTable sources,
            PerFamily<FamilyTable> tables,
            Consumer<RibEvent> events) {
        this.settings = settings;
        this.attributes = attributes;
        this.sources = sources;
        this.tables = tables;
        this.events = events;
        this.writers = tables.map(table -> new BatchWriter(table, attributes, events));
    }

    /** A neighbour is up: the dump of each of these families to it begins. */
    void join(RibPeer peer, Set<IpFamily> families, PeerCodec codec) {
        for (IpFamily family : families) {
            UpdateGroup group = group(ExportSettings.of(peer, family, codec));
            AdjRibOut out = new AdjRibOut(peer, group, tables.of(family), writers.of(family), events);
            group.join(out);
            peer.add(family, out);
        }
    }

    /** A neighbour is down. */
    void leave(RibPeer peer) {
        peer.adjRibsOut().forEach(AdjRibOut::close);
        dropEmpty();
    }

    /** A neighbour's policies are others now; it gets what they change. */
    void regroup(RibPeer peer, Policies policies) {
        peer.adjRibsOut().forEach(out -> {
            UpdateGroup next = group(out.group().settings().with(policies));
            if (next != out.group()) {
                out.regroup(next);
            }
        });
        dropEmpty();
    }

    private UpdateGroup group(ExportSettings key) {
        return groups.computeIfAbsent(key, this::open);
    }

    private UpdateGroup open(ExportSettings key) {
        return new UpdateGroup(
                key, tables.of(key.family()), sources, new ExportRules(key, attributes), new ExportForm(settings, key));
    }

    private void dropEmpty() {
        groups.values().removeIf(group -> {
            if (group.isEmpty()) {
                group.close();
            }
            return group.isEmpty();
        });
    }
}
