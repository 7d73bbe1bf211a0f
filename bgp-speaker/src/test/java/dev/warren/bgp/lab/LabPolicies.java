package dev.warren.bgp.lab;

import dev.warren.bgp.policy.AsPathPattern;
import dev.warren.bgp.policy.Change;
import dev.warren.bgp.policy.CommunityPattern;
import dev.warren.bgp.policy.CommunitySet;
import dev.warren.bgp.policy.Condition;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.Policy;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.policy.Statement;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.LargeCommunity;
import dev.warren.net.Asn;
import dev.warren.net.PrefixRange;
import java.util.List;

/** The policies that lab tests ask a speaker for by name. */
final class LabPolicies {
    private static final Condition V4 = in("10.1.0.0/16+");
    private static final Condition V6 = in("2001:db8:a::/48+");

    private LabPolicies() {}

    private static Condition in(String range) {
        return new Condition.PrefixIn(RouteFilter.of(List.of(PrefixRange.parse(range))));
    }

    static Policies named(String name) {
        return switch (name) {
            case "pass" -> Policies.of(RouteFilter.acceptAll(), RouteFilter.acceptAll());
            case "closed" -> Policies.DENY_ALL;
            case "dressed" -> Policies.of(dressedIn(), dressedOut());
            case "private" ->
                Policies.of(
                        Policy.passingRest("in", List.of()),
                        Policy.of(
                                "out",
                                List.of(Statement.accept(
                                        "behind",
                                        List.of(),
                                        new Change.Prepend(Asn.of(3320), 1),
                                        new Change.Prepend(Asn.of(65010), 2)))));
            case "far" ->
                Policies.of(
                        Policy.passingRest("in", List.of()),
                        Policy.of(
                                "out",
                                List.of(Statement.accept(
                                        "far", List.of(), new Change.Prepend(Asn.of(4_200_000_000L), 1)))));
            case "otherwise" ->
                Policies.of(
                        Policy.of("in", List.of(Statement.accept("six", List.of(in("2001:db8::/32+"))))),
                        Policy.of("out", List.of(Statement.accept("four", List.of(V4), Change.Med.of(78)))));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Policy dressedIn() {
        return Policy.of(
                "in",
                List.of(
                        Statement.change(
                                "mark",
                                List.of(new Condition.PathMatches(AsPathPattern.parse("64600"))),
                                new Change.AddCommunities(CommunitySet.of(Community.of(64512, 99)))),
                        Statement.accept(
                                "marked",
                                List.of(Condition.HasCommunity.of(CommunityPattern.Standard.parse("64512:99"))),
                                new Change.LocalPreference(217))));
    }

    private static Policy dressedOut() {
        return Policy.passingRest(
                "out",
                List.of(
                        Statement.accept(
                                "four",
                                List.of(V4, new Condition.IsLocal()),
                                new Change.Prepend(Asn.of(64512), 2),
                                Change.Med.of(77),
                                new Change.AddCommunities(CommunitySet.of(new LargeCommunity(64512, 1, 2))),
                                new Change.RemoveCommunities(List.of(CommunityPattern.Standard.parse("*:7")))),
                        Statement.reject("six", List.of(V6))));
    }
}
