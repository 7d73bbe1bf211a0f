package dev.warren.bgp.rib;

import dev.warren.bgp.policy.LocalAs;
import dev.warren.bgp.policy.Policy;
import dev.warren.bgp.policy.PolicyTrace;
import dev.warren.bgp.policy.Route;
import dev.warren.bgp.rib.RouteExplanation.PathStory;
import dev.warren.bgp.rib.RouteExplanation.RefusalStory;
import dev.warren.bgp.rib.RouteExplanation.Refused;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Asn;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Goes an announcement's way in once more, to its place or to where it was refused, and writes down every step; changes nothing. */
final class WayIn {
    /** How many refused announcements are told of. */
    static final int MAX_REFUSED = 256;

    private final AttributeTable attributes;
    private final WellKnownCommunities wellKnown;

    WayIn(AttributeTable attributes) {
        this.attributes = attributes;
        this.wellKnown = new WellKnownCommunities(attributes);
    }

    PathStory story(FamilyTable table, Prefix prefix, int path, @Nullable DecisionStep lost) {
        Source source = table.source(path);
        RibPeer from = source.peer();
        int kept = table.paths().attributes(path);
        int received = table.paths().received(path) == 0 ? kept : table.paths().received(path);
        return new PathStory(
                Optional.ofNullable(from).map(peer -> peer.settings().name()),
                Integer.toUnsignedLong(table.paths().pathId(path)),
                from == null ? attributes.attributes(received) : asItCame(from, received),
                from == null ? List.of() : steps(from, source, prefix, received),
                attributes.attributes(kept),
                attributes.marks(kept) & Route.MAX_WEIGHT,
                Optional.ofNullable(lost),
                lost == null || table.isUsedBeside(path));
    }

    private List<ImportStep> steps(RibPeer from, Source source, Prefix prefix, int received) {
        List<ImportStep> steps = localAsStep(from);
        Optional<PolicyTrace> trace = trace(from, source, prefix, received);
        trace.ifPresent(its -> steps.add(new ImportStep.PolicyAsked(its)));
        Optional<Route> changed = trace.flatMap(PolicyTrace::result);
        int passed = received;
        if (changed.isPresent()) {
            passed = attributes.intern(changed.get(), changed.get().marks() & Route.MAX_WEIGHT);
        } else {
            attributes.retain(received);
        }
        steps.addAll(wellKnown.steps(from, source, passed));
        boolean marked = (attributes.flags(passed) & AttributeKeys.ONLY_TO_CUSTOMER) != 0;
        attributes.release(passed);
        if (!marked && source.impliedOnlyToCustomer() != 0) {
            steps.add(new ImportStep.MarkedOnlyToCustomer(
                    Asn.of(Integer.toUnsignedLong(source.impliedOnlyToCustomer()))));
        }
        return steps;
    }

    private static List<ImportStep> localAsStep(RibPeer from) {
        List<ImportStep> steps = new ArrayList<>();
        localAs(from).ifPresent(local -> steps.add(new ImportStep.LocalAsInFront(local.asn())));
        return steps;
    }

    private static Optional<LocalAs> localAs(RibPeer from) {
        return from.settings().policy().asPath().localAs().filter(LocalAs::prependsReceived);
    }

    /** Without the local AS that {@link ImportRules#received} put in front. */
    private PathAttributes asItCame(RibPeer from, int received) {
        PathAttributes later = attributes.attributes(received);
        return localAs(from).isEmpty()
                ? later
                : later.toBuilder().asPath(later.asPath().withoutFirst()).build();
    }

    private Optional<PolicyTrace> trace(RibPeer from, Source source, Prefix prefix, int received) {
        Policy policy = from.policies().importPolicy();
        return policy.isPass()
                ? Optional.empty()
                : Optional.of(policy.trace(prefix, PolicyMemo.route(attributes, received, source, prefix.family())));
    }

    /** Those of one neighbour first. */
    RefusalStory refusals(Prefix prefix, RibPeer first, Collection<RibPeer> peers) {
        List<RibPeer> inOrder = Stream.concat(Stream.of(first), peers.stream().filter(peer -> peer != first))
                .toList();
        List<Refused> told = new ArrayList<>();
        Map<String, Long> unremembered = new LinkedHashMap<>();
        int leftOut = 0;
        for (RibPeer peer : inOrder) {
            Refusals its = peer.adjRibIn().refusals();
            List<Refusals.Refusal> known = its.of(prefix);
            int shown = Math.min(known.size(), MAX_REFUSED - told.size());
            known.subList(0, shown).forEach(refusal -> told.add(refused(peer, prefix, refusal)));
            leftOut += known.size() - shown;
            if (its.unremembered() > 0) {
                unremembered.put(peer.settings().name(), its.unremembered());
            }
        }
        return new RefusalStory(told, leftOut, unremembered);
    }

    private Refused refused(RibPeer from, Prefix prefix, Refusals.Refusal refusal) {
        int set = refusal.set();
        return new Refused(
                from.settings().name(),
                refusal.pathId(),
                refusal.reason(),
                set == 0 ? Optional.empty() : Optional.of(asItCame(from, set)),
                set == 0 ? List.of() : steps(from, prefix, refusal));
    }

    /** As far as it came. */
    private List<ImportStep> steps(RibPeer from, Prefix prefix, Refusals.Refusal refusal) {
        return switch (refusal.reason()) {
            case AS_LOOP,
                    FIRST_AS,
                    AS_SET,
                    ORIGINATOR_LOOP,
                    CLUSTER_LOOP,
                    NEXT_HOP,
                    ROUTE_LEAK,
                    MALFORMED,
                    ATTRIBUTE_LIMIT,
                    FAMILY -> List.of();
            case IMPORT_FILTER -> localAsStep(from);
            case IMPORT_POLICY, TOO_LONG, TOO_MANY_PATHS -> {
                List<ImportStep> steps = localAsStep(from);
                Optional.ofNullable(from.source(prefix.family()))
                        .flatMap(source -> trace(from, source, prefix, refusal.set()))
                        .ifPresent(trace -> steps.add(new ImportStep.PolicyAsked(trace)));
                yield steps;
            }
        };
    }
}
