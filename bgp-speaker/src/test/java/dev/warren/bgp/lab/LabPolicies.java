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
import dev.warren.bgp.wire.ExtendedCommunity;
import dev.warren.bgp.wire.LargeCommunity;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.PrefixRange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The policies that lab tests ask a speaker for by name. */
final class LabPolicies {
    /** What "group" and "own" ask for. */
    static final int TAG = 7;

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
            case "communities" -> Policies.of(communitiesIn(), communitiesOut());
            case "group" -> Policies.of(groupIn(), groupOut());
            case "own" ->
                Policies.of(
                        Policy.PASS,
                        Policy.passingRest(
                                "own",
                                List.of(
                                        Statement.reject("tagged", List.of(new Condition.HasTag(TAG))),
                                        Statement.accept(
                                                "ours", List.of(new Condition.IsLocal()), Change.Med.of(78)))));
            case "otherwise" ->
                Policies.of(
                        Policy.of("in", List.of(Statement.accept("six", List.of(in("2001:db8::/32+"))))),
                        Policy.of("out", List.of(Statement.accept("four", List.of(V4), Change.Med.of(78)))));
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** What large communities and route targets of AS 4200000000 lead to; one target stays here. */
    private static Policy communitiesIn() {
        return Policy.passingRest(
                "in",
                List.of(
                        Statement.accept(
                                "large",
                                List.of(Condition.HasCommunity.of(CommunityPattern.Large.parse("4200000000:1:*"))),
                                new Change.LocalPreference(218),
                                new Change.AddCommunities(
                                        CommunitySet.of(LargeCommunity.parse("4200000001:4294967295:3")))),
                        Statement.accept(
                                "target",
                                List.of(Condition.HasCommunity.of(CommunityPattern.Extended.parse("rt:4200000000:*"))),
                                new Change.LocalPreference(219),
                                new Change.RemoveCommunities(
                                        List.of(CommunityPattern.Extended.parse("rt:4200000000:8"))),
                                new Change.AddCommunities(
                                        CommunitySet.of(ExtendedCommunity.parse("rt:4200000001:6"))))));
    }

    private static Policy communitiesOut() {
        return Policy.passingRest(
                "out",
                List.of(Statement.accept(
                        "ours",
                        List.of(new Condition.IsLocal()),
                        new Change.AddCommunities(CommunitySet.of(LargeCommunity.parse("64512:4200000000:9"))),
                        new Change.AddCommunities(CommunitySet.of(ExtendedCommunity.parse("rt:4200000000:7"))))));
    }

    /** Whose next hop is a {@link SecondBird} has a weight in one prefix of each family, though the least LOCAL_PREF. */
    private static Policy groupIn() {
        Condition second = new Condition.NextHopIn(filter("198.51.100.0/24+", "2001:db8:2::/64+"));
        Condition weighed = new Condition.PrefixIn(filter("172.20.1.0/24", "2001:db8:a01::/48"));
        return Policy.of(
                "in",
                List.of(
                        Statement.accept(
                                "weighed",
                                List.of(second, weighed),
                                new Change.LocalPreference(0),
                                new Change.Weight(10)),
                        Statement.accept("rest", List.of(), new Change.LocalPreference(217))));
    }

    private static Policy groupOut() {
        return Policy.passingRest(
                "out",
                List.of(Statement.accept(
                        "tagged",
                        List.of(new Condition.HasTag(TAG)),
                        Change.Med.of(77),
                        new Change.NextHop(Optional.of(IpAddress.parse("192.0.2.77"))),
                        new Change.NextHop(Optional.of(IpAddress.parse("2001:db8:1::77"))))));
    }

    private static RouteFilter filter(String... ranges) {
        return RouteFilter.of(Stream.of(ranges).map(PrefixRange::parse).toList());
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
