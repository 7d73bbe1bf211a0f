package dev.warren.bgp.rib;

import dev.warren.bgp.policy.Policy;
import dev.warren.bgp.policy.PolicyTrace;
import dev.warren.bgp.rib.RouteExplanation.Export;
import dev.warren.bgp.rib.RouteExplanation.PathStory;
import dev.warren.bgp.wire.AttributeBlock;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goes a prefix's way through the RIB once more and writes down every step; changes nothing. */
final class Explainer {
    private final RibSettings settings;
    private final AttributeTable attributes;
    private final WayIn wayIn;

    Explainer(RibSettings settings, AttributeTable attributes) {
        this.settings = settings;
        this.attributes = attributes;
        this.wayIn = new WayIn(attributes);
    }

    RouteExplanation explain(FamilyTable table, Prefix prefix, RibPeer to, Collection<RibPeer> peers) {
        int id = table.prefixes().find(prefix);
        List<PathStory> paths = new ArrayList<>();
        int best = id == 0 ? 0 : table.best(id);
        int[] ranked = best == 0 ? new int[0] : table.ranked(id);
        if (best != 0) {
            Map<Integer, DecisionStep> lost = table.decision().eliminated(table.paths(), ranked, ranked.length);
            for (int row : ranked) {
                paths.add(wayIn.story(table, prefix, row, lost.get(row)));
            }
        }
        for (int row : id == 0 ? new int[0] : table.livePaths(id)) {
            if (!attributes.isReachable(table.paths().attributes(row))) {
                paths.add(wayIn.story(table, prefix, row, DecisionStep.NEXT_HOP));
            }
        }
        return new RouteExplanation(
                prefix,
                to.settings().name(),
                wayIn.refusals(prefix, to, peers),
                paths,
                exports(table, prefix, id, ranked, to));
    }

    private Optional<PolicyTrace> trace(Policy policy, Prefix prefix, int set, Source source) {
        return policy.isPass()
                ? Optional.empty()
                : Optional.of(policy.trace(prefix, PolicyMemo.route(attributes, set, source, prefix.family())));
    }

    private List<Export> exports(FamilyTable table, Prefix prefix, int id, int[] ranked, RibPeer to) {
        AdjRibOut out = to.adjRibOut(prefix.family());
        if (out == null) {
            return List.of(Export.no(to.isUp() ? ExportReason.FAMILY : ExportReason.NO_SESSION, false));
        }
        if (prefix.length() == 0
                && out.group().settings().recipient().defaultRoute().isPresent()) {
            Optional<PathAttributes> own =
                    DefaultAnnouncement.attributes(settings, out.group().settings());
            return List.of(new Export(ExportReason.DEFAULT_ROUTE, Optional.empty(), own, own.isPresent(), 0));
        }
        if (ranked.length == 0) {
            return List.of(Export.no(ExportReason.NO_PATH, id != 0 && out.holds(id)));
        }
        int limit = out.group().settings().paths();
        List<Export> exports = new ArrayList<>();
        for (int index = 0; index < (limit == 0 ? 1 : ranked.length); index++) {
            int path = ranked[index];
            exports.add(
                    limit == 0 || index < limit
                            ? export(table, prefix, id, path, limit == 0 ? 0 : path, to, out)
                            : Export.no(ExportReason.NOT_AMONG_BEST, out.holds(id, path), path));
        }
        return exports;
    }

    private Export export(FamilyTable table, Prefix prefix, int id, int path, long pathId, RibPeer to, AdjRibOut out) {
        boolean held = out.holds(id, path);
        Source source = table.source(path);
        int set = table.paths().attributes(path);
        if (source.peer() == to) {
            return Export.no(ExportReason.OWN_PATH, held, pathId);
        }
        ExportRules rules = out.group().rules();
        ExportReason reason = rules.reason(table.prefixes(), id, set, source);
        ExportSettings group = out.group().settings();
        boolean asked = reason != ExportReason.EXPORT_FILTER && rules.allows(set, source);
        Optional<PolicyTrace> trace = asked ? trace(group.policy(), prefix, set, source) : Optional.empty();
        if (reason != ExportReason.ANNOUNCED) {
            return new Export(reason, trace, Optional.empty(), held, pathId);
        }
        int exported = rules.exported(table.prefixes(), id, set, source);
        IpAddress hop = rules.nextHop(exported, source);
        if (hop.equals(to.settings().address())) {
            return new Export(ExportReason.ITS_OWN_ADDRESS, trace, Optional.empty(), held, pathId);
        }
        Optional<PathAttributes> sent = sent(group, exported, source, hop);
        rules.settle();
        if (sent.isEmpty()) {
            return new Export(ExportReason.TOO_LONG, trace, Optional.empty(), held, pathId);
        }
        return new Export(reason, trace, sent, held, pathId);
    }

    /** The attributes as they go out; empty if they are too long. */
    private Optional<PathAttributes> sent(ExportSettings group, int set, Source source, IpAddress hop) {
        ExportForm form = new ExportForm(settings, group);
        OctetWriter written = form.write(attributes.block(set), source, hop, attributes.marks(set));
        boolean fits = written != null
                && UpdateWriter.fits(
                        group.family(), group.paths() > 0, written.length(), form.field(hop), form.longestMessage());
        return fits
                ? Optional.ofNullable(new ExportForm(settings, group.withFourOctetAs())
                                .write(attributes.block(set), source, hop, attributes.marks(set)))
                        .map(octets -> AttributeBlock.decode(octets.toArray(), Optional.of(hop)))
                : Optional.empty();
    }
}
