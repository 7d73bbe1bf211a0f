package dev.warren.bgp.policy;

import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.ExtendedCommunity;
import dev.warren.bgp.wire.LargeCommunity;
import dev.warren.bgp.wire.Origin;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.PrefixRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Makes policies of all kinds of statements about a small world, so that much of it matches. */
public final class RandomPolicies {
    private final SplittableRandom random;

    /** Policies that follow from a seed. */
    public RandomPolicies(SplittableRandom random) {
        this.random = random;
    }

    /** The next one. */
    public Policy policy() {
        List<Statement> statements = some(5, this::statement);
        return random.nextBoolean() ? Policy.passingRest("random", statements) : Policy.of("random", statements);
    }

    <T> List<T> some(int most, Supplier<T> one) {
        List<T> all = new ArrayList<>();
        for (int count = random.nextInt(most); count > 0; count--) {
            all.add(one.get());
        }
        return all;
    }

    private Statement statement() {
        Outcome outcome =
                List.of(Outcome.ACCEPT, Outcome.REJECT, Outcome.CONTINUE).get(random.nextInt(3));
        return new Statement("s" + random.nextInt(100), some(3, () -> condition(2)), some(4, this::change), outcome);
    }

    private Condition condition(int depth) {
        return switch (random.nextInt(depth == 0 ? 9 : 11)) {
            case 0 -> new Condition.PrefixIn(prefixes());
            case 1 -> new Condition.PathMatches(AsPathPattern.parse(random.nextBoolean() ? "* 65001 *" : "65001+ ?"));
            case 2 -> new Condition.HasCommunity(some(3, this::pattern));
            case 3 -> new Condition.NextHopIn(ranges("192.0.2.0/25+ 2001:db8::/64+"));
            case 4 -> new Condition.From(Set.of(random.nextBoolean() ? "a" : "b"));
            case 5 -> new Condition.IsLocal();
            case 6 -> new Condition.HasTag(random.nextInt(2));
            case 7 -> new Condition.OriginIs(Origin.of(random.nextInt(2)).orElseThrow());
            case 8 -> new Condition.FamilyIs(random.nextBoolean() ? IpFamily.V4 : IpFamily.V6);
            case 9 -> new Condition.Not(condition(depth - 1));
            default -> new Condition.AnyOf(some(4, () -> condition(depth - 1)));
        };
    }

    private Change change() {
        return switch (random.nextInt(9)) {
            case 0 -> new Change.LocalPreference(random.nextInt(300));
            case 1 -> new Change.Med(random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(0xffff_fff0L));
            case 2 -> new Change.AddCommunities(set());
            case 3 -> new Change.ReplaceCommunities(set());
            case 4 -> new Change.RemoveCommunities(some(3, this::pattern));
            case 5 -> new Change.Prepend(Asn.of(random.nextInt(65001, 65003)), random.nextInt(1, 4));
            case 6 -> new Change.NextHop(Optional.of(IpAddress.parse("192.0.2.200")));
            case 7 -> new Change.NextHop(Optional.empty());
            default -> new Change.Weight(random.nextInt(3));
        };
    }

    private CommunityPattern pattern() {
        return switch (random.nextInt(4)) {
            case 0 -> CommunityPattern.Standard.parse("65000:*");
            case 1 -> CommunityPattern.Standard.parse("*:" + random.nextInt(2));
            case 2 -> CommunityPattern.Large.parse("*:" + random.nextInt(2) + ":*");
            default -> CommunityPattern.Extended.ofType(0, random.nextInt(2, 4));
        };
    }

    private CommunitySet set() {
        return new CommunitySet(some(4, this::community), some(3, this::extended), some(3, this::large));
    }

    Community community() {
        return Community.of(random.nextInt(65000, 65002), random.nextInt(2));
    }

    ExtendedCommunity extended() {
        return new ExtendedCommunity((long) random.nextInt(2, 4) << 48 | 0xfde8_0000_0001L);
    }

    LargeCommunity large() {
        return new LargeCommunity(-1, random.nextInt(2), random.nextInt(2));
    }

    private RouteFilter prefixes() {
        return ranges(random.nextBoolean() ? "10.0.0.0/8{16,16} 2001:db8::/32+" : "10.1.0.0/16+ 2001:db8:1::/48");
    }

    private static RouteFilter ranges(String ranges) {
        return RouteFilter.of(
                List.of(ranges.split(" ", -1)).stream().map(PrefixRange::parse).toList());
    }
}
