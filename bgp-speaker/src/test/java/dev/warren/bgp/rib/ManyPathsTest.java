package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.Change;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.Policy;
import dev.warren.bgp.policy.Statement;
import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.MessageEncoder;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.PathIds;
import dev.warren.bgp.wire.Update;
import dev.warren.bgp.wire.UpdateScanner;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where prefixes have very many paths each, no step does more than where they have one. */
@Tag("slow")
class ManyPathsTest {
    private static final int PREFIXES = 100;
    private static final int PEERS = 8;
    private static final int PATHS = PEERS * Intake.MAX_PATHS;
    private static final int STEP = 500;
    /** Past its end a step has one more path to look at, and then decides on one prefix, in a few rounds over all its paths. */
    private static final int LIMIT = STEP + 5 * PATHS;

    private final Rib rib = new RibFixture().rib;
    private final List<RibPeer> peers = new ArrayList<>();
    private final UpdateScanner scanner = new UpdateScanner();

    private static List<Prefix> prefixes(IpFamily family) {
        List<Prefix> prefixes = new ArrayList<>();
        for (int index = 0; index < PREFIXES; index++) {
            prefixes.add(
                    family == IpFamily.V4
                            ? new Prefix(IpAddress.ofV4(0x0a00_0000 + (index << 8)), 24)
                            : new Prefix(IpAddress.ofV6(0x2001_0db8_0000_0000L + index, 0), 64));
        }
        return prefixes;
    }

    private static Update update(IpFamily family, List<Prefix> prefixes, int pathId) {
        boolean v4 = family == IpFamily.V4;
        PathAttributes set = PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(65001)))
                .nextHop(IpAddress.parse(v4 ? "192.0.2.9" : "2001:db8::9"))
                .med(OptionalLong.of(pathId % 7))
                .build();
        PathIds ids = new PathIds(Collections.nCopies(prefixes.size(), pathId));
        return new Update(
                List.of(),
                Optional.of(set),
                v4 ? prefixes : List.of(),
                v4
                        ? Optional.empty()
                        : Optional.of(new Update.MpReach(
                                AddressFamily.unicast(family), set.nextHop(), Optional.empty(), prefixes, ids)),
                Optional.empty(),
                List.of(),
                PathIds.NONE,
                v4 ? ids : PathIds.NONE);
    }

    /** The first prefix has paths of all neighbours, the others of one. */
    private void load(IpFamily family) {
        for (int index = 0; index < PEERS; index++) {
            String address = "10.0.0." + (2 + index);
            RibPeer peer = rib.addPeer(new PeerSettings(
                    address,
                    IpAddress.parse(address),
                    Asn.of(65001),
                    true,
                    RibFixture.policy().build(),
                    PeerLimits.of(1_000_000)));
            rib.peerUp(peer, RouterId.parse(address), Set.of(family), Optional.empty(), RibFixture.MODERN);
            peers.add(peer);
            List<Prefix> all = prefixes(family);
            for (int pathId = 1; pathId <= Intake.MAX_PATHS; pathId++) {
                rib.receive(peer, update(family, index == 0 ? all : all.subList(0, 1), pathId));
            }
        }
        assertEquals(PATHS, rib.paths(prefixes(family).getFirst()).size());
        assertEquals(Intake.MAX_PATHS, rib.paths(prefixes(family).getLast()).size());
    }

    /** Goes on as long as there is more, and answers in how many steps. */
    private int assertBounded(BooleanSupplier step) {
        int steps = 0;
        boolean more = true;
        while (more) {
            long before = rib.effort();
            more = step.getAsBoolean();
            long effort = rib.effort() - before;
            assertTrue(effort <= LIMIT, () -> "a step of " + effort);
            steps++;
        }
        return steps;
    }

    private void assertLocalPref(IpFamily family, long value) {
        for (Prefix prefix : prefixes(family)) {
            assertTrue(
                    rib.paths(prefix).stream()
                            .allMatch(
                                    path -> path.attributes().localPreference().equals(OptionalLong.of(value))),
                    prefix::toString);
        }
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void anotherImportPolicyIsAppliedInBoundedSteps(IpFamily family) {
        load(family);
        for (long value : new long[] {50, 60}) {
            Statement statement = Statement.accept("p", List.of(), new Change.LocalPreference(value));
            peers.forEach(peer ->
                    rib.change(peer, Policies.of(Policy.passingRest("in", List.of(statement)), Policy.PASS)));
            assertTrue(assertBounded(() -> rib.work(STEP)) > PATHS / STEP);
            assertLocalPref(family, value);
        }
        Statement none = Statement.reject("none", List.of());
        peers.forEach(peer -> rib.change(peer, Policies.of(Policy.passingRest("in", List.of(none)), Policy.PASS)));
        assertBounded(() -> rib.work(STEP));
        assertEquals(List.of(), rib.paths(prefixes(family).getFirst()));
        assertEquals(0, peers.getFirst().accepted(family));
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void routesOfASessionThatIsOverAreClearedAwayInBoundedSteps(IpFamily family) {
        load(family);
        peers.forEach(rib::peerDown);
        assertTrue(assertBounded(() -> rib.work(STEP)) > PREFIXES / 4);
        assertTrue(rib.load().startsWith("0 prefixes, 0 paths"), rib::load);
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void aWalkOverTheTableHasBoundedSteps(IpFamily family) {
        load(family);
        TableWalk walk = rib.walk();
        int[] seen = new int[1];
        assertBounded(() -> walk.step(STEP, (prefix, paths) -> seen[0] += paths.size()));
        assertEquals(PATHS + (PREFIXES - 1) * Intake.MAX_PATHS, seen[0]);
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whatGoesToANeighbourOfManyPathsIsMadeInBoundedSteps(IpFamily family) {
        load(family);
        int all = PATHS + (PREFIXES - 1) * Intake.MAX_PATHS;
        RibPeer sink = sink(family);
        // Each step ends with a prefix, and all but the first have as many paths.
        assertTrue(assertPulled(sink) > all / (STEP + 2 * Intake.MAX_PATHS));
        assertEquals(all, sink.advertised(family));
        Statement none = Statement.reject("none", List.of());
        rib.change(sink, Policies.of(Policy.PASS, Policy.passingRest("out", List.of(none))));
        assertPulled(sink);
        assertEquals(0, sink.advertised(family));
        rib.change(sink, sink.settings().policy().policies());
        assertPulled(sink);
        assertEquals(all, sink.advertised(family));
        rib.receive(peers.getFirst(), update(family, prefixes(family), Intake.MAX_PATHS));
        rib.peerDown(peers.getFirst());
        assertBounded(() -> rib.work(STEP));
        assertPulled(sink);
        assertEquals(PATHS - Intake.MAX_PATHS, sink.advertised(family));
    }

    private RibPeer sink(IpFamily family) {
        RibPeer sink = rib.addPeer(new PeerSettings(
                "sink",
                IpAddress.parse("10.0.1.1"),
                Asn.of(65002),
                true,
                RibFixture.policy().build(),
                PeerLimits.of(1_000)));
        PeerCodec codec = new PeerCodec(true, false, false, Map.of(family, PeerCodec.MOST_PATHS));
        rib.peerUp(sink, RouterId.parse("10.0.1.1"), Set.of(family), Optional.empty(), codec);
        return sink;
    }

    private int assertPulled(RibPeer sink) {
        return assertBounded(() -> {
            rib.pull(sink, STEP);
            return sink.hasOutput();
        });
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void anUpdateIsTakenInBoundedSteps(IpFamily family) {
        load(family);
        CodecContext codec = new CodecContext(true, true, true, Set.of(family));
        ByteBuffer encoded = MessageEncoder.encode(update(family, prefixes(family), 3), codec);
        byte[] octets = new byte[encoded.remaining()];
        encoded.get(octets);
        assertTrue(scanner.scan(octets, 0, octets.length, codec));
        RibPeer peer = peers.getFirst();
        int scanned = assertBounded(() -> {
            assertTrue(rib.receive(peer, octets, scanner, rib.effort() + STEP));
            return scanner.hasRoutes();
        });
        Update beyond = update(family, prefixes(family), Intake.MAX_PATHS + 1);
        int[] next = {0};
        int decoded = assertBounded(() -> {
            next[0] = rib.receive(peer, beyond, next[0], rib.effort() + STEP);
            return next[0] >= 0;
        });
        assertTrue(scanned > 2 && decoded > 2, () -> scanned + " and " + decoded + " steps");
        assertEquals(PREFIXES * Intake.MAX_PATHS, peer.accepted(family));
        assertEquals(PREFIXES, peer.refused(family));
    }
}
