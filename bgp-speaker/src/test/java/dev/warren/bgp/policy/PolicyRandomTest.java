package dev.warren.bgp.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.NaivePolicy.Seen;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.AttributeBlock;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.ExtendedCommunity;
import dev.warren.bgp.wire.LargeCommunity;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Random policies on random routes: the compiled form, its trace and {@link NaivePolicy} come to the same end. */
class PolicyRandomTest {
    private static final int POLICIES = 3_000;
    private static final int ROUTES = 4;
    private static final int PREFIXES = 6;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    @Test
    void agreesWithTheNaiveEvaluator() {
        int passed = 0;
        int changed = 0;
        for (int round = 0; round < POLICIES; round++) {
            boolean passesRest = random.nextBoolean();
            List<Statement> statements = some(5, this::statement);
            Policy policy =
                    passesRest ? Policy.passingRest("random", statements) : Policy.of("random", statements);
            for (int route = 0; route < ROUTES; route++) {
                Seen seen = route();
                Route compiled = compiled(seen);
                Evaluation evaluation = policy.evaluate(compiled);
                for (int prefix = 0; prefix < PREFIXES; prefix++) {
                    Prefix its = prefix(seen.from().family());
                    Optional<Seen> expected = NaivePolicy.apply(policy, passesRest, its, seen);
                    Optional<Route> ours = decide(evaluation, its);
                    String where = "seed " + seed + ": " + policy + " on " + its + " " + seen;
                    assertEquals(expected, ours.map(PolicyRandomTest::seen), where);
                    assertEquals(ours, policy.trace(its, compiled).result(), where);
                    ours.ifPresent(result -> assertArrayEquals(
                            AttributeBlock.encode(expected.orElseThrow().attributes()), result.block(), where));
                    passed += ours.isPresent() ? 1 : 0;
                    changed += ours.filter(result -> !result.equals(compiled)).isPresent() ? 1 : 0;
                }
            }
        }
        int all = POLICIES * ROUTES * PREFIXES;
        assertTrue(passed > all / 10 && passed < all * 9 / 10 && changed > all / 20, passed + " " + changed);
    }

    private static Optional<Route> decide(Evaluation evaluation, Prefix prefix) {
        boolean v4 = prefix.family() == IpFamily.V4;
        IpAddress address = prefix.address();
        return evaluation
                .decide(v4 ? address.low() << 32 : address.high(), v4 ? 0 : address.low(), prefix.length())
                .route();
    }

    private static Route compiled(Seen seen) {
        byte[] block = AttributeBlock.encode(seen.attributes());
        return Route.of(seen.from(), block, seen.attributes().nextHop(), seen.weight());
    }

    private static Seen seen(Route route) {
        return new Seen(route.from(), AttributeBlock.decode(route.block(), route.nextHop()), route.weight());
    }

    private <T> List<T> some(int most, Supplier<T> one) {
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

    private Community community() {
        return Community.of(random.nextInt(65000, 65002), random.nextInt(2));
    }

    private ExtendedCommunity extended() {
        return new ExtendedCommunity((long) random.nextInt(2, 4) << 48 | 0xfde8_0000_0001L);
    }

    private LargeCommunity large() {
        return new LargeCommunity(-1, random.nextInt(2), random.nextInt(2));
    }

    private RouteFilter prefixes() {
        return ranges(random.nextBoolean() ? "10.0.0.0/8{16,16} 2001:db8::/32+" : "10.1.0.0/16+ 2001:db8:1::/48");
    }

    private static RouteFilter ranges(String ranges) {
        return RouteFilter.of(
                List.of(ranges.split(" ", -1)).stream().map(PrefixRange::parse).toList());
    }

    private Prefix prefix(IpFamily family) {
        int length = random.nextBoolean() ? 16 : 24;
        int index = random.nextInt(3);
        return family == IpFamily.V4
                ? Prefix.around(IpAddress.ofV4(0x0a000000 | index << 16), length)
                : Prefix.around(IpAddress.ofV6(0x2001_0db8_0000_0000L | (long) index << 16, 0), 32 + length);
    }

    private Seen route() {
        IpFamily family = random.nextBoolean() ? IpFamily.V4 : IpFamily.V6;
        boolean local = random.nextInt(4) == 0;
        String hop = family == IpFamily.V4
                ? random.nextBoolean() ? "192.0.2.7" : "192.0.2.207"
                : random.nextBoolean() ? "2001:db8::1" : "2001:db8:1::1";
        List<Asn> path = some(4, () -> Asn.of(random.nextInt(65001, 65004)));
        PathAttributes attributes = PathAttributes.builder(
                        Origin.of(random.nextInt(3)).orElseThrow(), AsPath.sequence(path.toArray(Asn[]::new)))
                .nextHop(local ? Optional.empty() : Optional.of(IpAddress.parse(hop)))
                .med(random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(3)))
                .localPreference(random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(200)))
                .communities(some(80, this::community).stream().distinct().toList())
                .extendedCommunities(some(3, this::extended).stream().distinct().toList())
                .largeCommunities(some(3, this::large).stream().distinct().toList())
                .build();
        Provenance from = local
                ? Provenance.local(family, random.nextInt(2))
                : Provenance.learned(family, random.nextBoolean() ? "a" : "c");
        return new Seen(from, attributes, 0);
    }
}
