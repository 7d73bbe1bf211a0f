package dev.warren.bgp.policy;

import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.ExtendedCommunity;
import dev.warren.bgp.wire.LargeCommunity;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A policy over attributes as values, one statement after the other for each route: slow and plain. */
public final class NaivePolicy {
    /** A route with the marks of {@link Route#marks}. */
    public record Seen(Provenance from, PathAttributes attributes, int marks) {}

    private NaivePolicy() {}

    /** What becomes of a route. */
    public static Optional<Seen> apply(Policy policy, Prefix prefix, Seen route) {
        Seen changed = route;
        for (Statement statement : policy.statements()) {
            Seen asked = changed;
            if (statement.conditions().stream().allMatch(condition -> holds(condition, prefix, asked))) {
                for (Change change : statement.changes()) {
                    changed = change(change, changed);
                }
                if (statement.outcome() != Outcome.CONTINUE) {
                    return statement.outcome() == Outcome.ACCEPT ? Optional.of(changed) : Optional.empty();
                }
            }
        }
        return policy.passesRest() ? Optional.of(changed) : Optional.empty();
    }

    private static boolean holds(Condition condition, Prefix prefix, Seen route) {
        PathAttributes had = route.attributes();
        return switch (condition) {
            case Condition.PrefixIn(RouteFilter set) -> contains(set, prefix);
            case Condition.PathMatches(AsPathPattern pattern) ->
                pattern.matches(AsPathPatternTest.octets(had.asPath().segments().stream()
                        .flatMap(segment -> segment.asns().stream())
                        .map(Object::toString)
                        .collect(Collectors.joining(" "))));
            case Condition.HasCommunity(List<CommunityPattern> patterns) ->
                patterns.stream().anyMatch(pattern -> has(pattern, had));
            case Condition.NextHopIn(RouteFilter set) ->
                had.nextHop().filter(hop -> contains(set, Prefix.host(hop))).isPresent();
            case Condition.From from ->
                route.from().neighbour().filter(from.neighbours()::contains).isPresent();
            case Condition.IsLocal() -> route.from().neighbour().isEmpty();
            case Condition.HasTag(int tag) ->
                route.from().neighbour().isEmpty() && route.from().tag() == tag;
            case Condition.OriginIs is -> had.origin() == is.origin();
            case Condition.FamilyIs is -> prefix.family() == is.family();
            case Condition.Not(Condition other) -> !holds(other, prefix, route);
            case Condition.AnyOf(List<Condition> all) -> all.stream().anyMatch(one -> holds(one, prefix, route));
        };
    }

    private static boolean contains(RouteFilter set, Prefix prefix) {
        return set.ranges().stream().anyMatch((PrefixRange range) -> range.matches(prefix));
    }

    private static boolean has(CommunityPattern pattern, PathAttributes attributes) {
        return switch (pattern) {
            case CommunityPattern.Standard its ->
                attributes.communities().stream().anyMatch(community -> matches(its, community));
            case CommunityPattern.Large its ->
                attributes.largeCommunities().stream().anyMatch(community -> matches(its, community));
            case CommunityPattern.Extended its ->
                attributes.extendedCommunities().stream()
                        .anyMatch(community -> (community.bits() & its.mask()) == (its.value() & its.mask()));
        };
    }

    private static boolean matches(CommunityPattern.Standard its, Community community) {
        return its.as().contains(community.bits() >>> 16) && its.value().contains(community.bits() & 0xffff);
    }

    private static boolean matches(CommunityPattern.Large its, LargeCommunity community) {
        return its.global().contains(community.global())
                && its.local1().contains(community.local1())
                && its.local2().contains(community.local2());
    }

    private static Seen change(Change change, Seen route) {
        PathAttributes had = route.attributes();
        var next = had.toBuilder();
        int marks = route.marks();
        switch (change) {
            case Change.LocalPreference(long value) -> next.localPreference(OptionalLong.of(value));
            case Change.Med(OptionalLong value) -> {
                next.med(value);
                marks |= Route.MED_CHOSEN;
            }
            case Change.AddCommunities(CommunitySet set) ->
                next.communities(union(had.communities(), set.standard()))
                        .extendedCommunities(union(had.extendedCommunities(), set.extended()))
                        .largeCommunities(union(had.largeCommunities(), set.large()));
            case Change.ReplaceCommunities(CommunitySet set) -> {
                List<Community> standard = set.standard().isEmpty() ? had.communities() : List.of();
                List<ExtendedCommunity> extended = set.extended().isEmpty() ? had.extendedCommunities() : List.of();
                List<LargeCommunity> large = set.large().isEmpty() ? had.largeCommunities() : List.of();
                next.communities(union(standard, set.standard()))
                        .extendedCommunities(union(extended, set.extended()))
                        .largeCommunities(union(large, set.large()));
            }
            case Change.RemoveCommunities(List<CommunityPattern> patterns) -> {
                PathAttributes left = had;
                for (CommunityPattern pattern : patterns) {
                    left = without(left, pattern);
                }
                next = left.toBuilder();
            }
            case Change.Prepend prepend -> {
                AsPath path = had.asPath();
                for (int count = 0; count < prepend.times(); count++) {
                    path = path.prepend(prepend.asn());
                }
                next.asPath(path);
            }
            case Change.NextHop hop -> {
                if (hop.address().isEmpty()
                        || hop.address().get().family() == route.from().family()) {
                    next.nextHop(hop.address().or(had::nextHop));
                    marks |= Route.NEXT_HOP_CHOSEN;
                }
            }
            case Change.Weight(int value) -> marks = (marks & ~Route.MAX_WEIGHT) | value;
        }
        return new Seen(route.from(), next.build(), marks);
    }

    private static PathAttributes without(PathAttributes had, CommunityPattern pattern) {
        return switch (pattern) {
            case CommunityPattern.Standard its ->
                had.toBuilder()
                        .communities(had.communities().stream()
                                .filter(community -> !matches(its, community))
                                .toList())
                        .build();
            case CommunityPattern.Large its ->
                had.toBuilder()
                        .largeCommunities(had.largeCommunities().stream()
                                .filter(community -> !matches(its, community))
                                .toList())
                        .build();
            case CommunityPattern.Extended its ->
                had.toBuilder()
                        .extendedCommunities(had.extendedCommunities().stream()
                                .filter(community -> (community.bits() & its.mask()) != (its.value() & its.mask()))
                                .toList())
                        .build();
        };
    }

    private static <T> List<T> union(List<T> had, List<T> more) {
        List<T> all = new ArrayList<>(had);
        Stream.of(more).flatMap(List::stream).filter(one -> !all.contains(one)).forEach(one -> {
            if (!all.contains(one)) {
                all.add(one);
            }
        });
        return all;
    }
}
