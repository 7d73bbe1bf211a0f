package dev.warren.bgp.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.NaivePolicy.Seen;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.AttributeBlock;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random policies on random routes: the compiled form, its trace and {@link NaivePolicy} come to the same end. */
class PolicyRandomTest {
    private static final int POLICIES = 3_000;
    private static final int ROUTES = 4;
    private static final int PREFIXES = 6;
    /** Of attributes that aren't there nothing comes of it. */
    private static final List<Integer> PARTIAL = List.of(7, 8, 16, 32);

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final RandomPolicies policies = new RandomPolicies(random);

    @Test
    void agreesWithTheNaiveEvaluator() {
        int passed = 0;
        int changed = 0;
        for (int round = 0; round < POLICIES; round++) {
            Policy policy = policies.policy();
            for (int route = 0; route < ROUTES; route++) {
                Seen seen = route();
                Route compiled = compiled(seen);
                Evaluation evaluation = policy.evaluate(compiled);
                for (int prefix = 0; prefix < PREFIXES; prefix++) {
                    Prefix its = prefix(seen.from().family());
                    Optional<Seen> expected = NaivePolicy.apply(policy, its, seen);
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
        return Route.of(seen.from(), block, seen.attributes().nextHop(), seen.marks());
    }

    private static Seen seen(Route route) {
        return new Seen(route.from(), AttributeBlock.decode(route.block(), route.nextHop()), route.marks());
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
        List<Asn> path = policies.some(4, () -> Asn.of(random.nextInt(65001, 65004)));
        PathAttributes attributes = PathAttributes.builder(
                        Origin.of(random.nextInt(3)).orElseThrow(), AsPath.sequence(path.toArray(Asn[]::new)))
                .nextHop(local ? Optional.empty() : Optional.of(IpAddress.parse(hop)))
                .med(random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(3)))
                .localPreference(random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextInt(200)))
                .communities(policies.some(80, policies::community).stream()
                        .distinct()
                        .toList())
                .extendedCommunities(
                        policies.some(3, policies::extended).stream().distinct().toList())
                .largeCommunities(
                        policies.some(3, policies::large).stream().distinct().toList())
                .partial(Set.copyOf(policies.some(3, () -> PARTIAL.get(random.nextInt(PARTIAL.size())))))
                .build();
        Provenance from = local
                ? Provenance.local(family, random.nextInt(2))
                : Provenance.learned(family, random.nextBoolean() ? "a" : "c");
        return new Seen(from, attributes, 0);
    }
}
