package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.PathIds;
import dev.warren.bgp.wire.Update;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several paths of a prefix from one neighbour, and to one (RFC 7911). */
class AddPathTest {
    private final RibFixture fixture = new RibFixture();
    private final Downstream down = new Downstream(true, Set.of(IpFamily.values()));

    private RibPeer feeder() {
        return fixture.peer("feeder", 64600, "10.0.0.2");
    }

    private RibPeer sink(int limit) {
        fixture.sentPaths.put("sink", Map.of(IpFamily.V4, limit, IpFamily.V6, limit));
        return fixture.peer("sink", 64601, "10.0.0.3");
    }

    private static Prefix prefix(IpFamily family) {
        return Prefix.parse(family == IpFamily.V4 ? "10.1.0.0/16" : "2001:db8:a::/48");
    }

    private void announce(RibPeer from, IpFamily family, int pathId, long... path) {
        boolean v4 = family == IpFamily.V4;
        Asn[] numbers = new Asn[path.length];
        for (int index = 0; index < path.length; index++) {
            numbers[index] = Asn.of(path[index]);
        }
        PathAttributes set = PathAttributes.builder(Origin.IGP, AsPath.sequence(numbers))
                .nextHop(IpAddress.parse(v4 ? "192.0.2.9" : "2001:db8::9"))
                .build();
        PathIds ids = new PathIds(List.of(pathId));
        List<Prefix> prefixes = List.of(prefix(family));
        Optional<Update.MpReach> reach = v4
                ? Optional.empty()
                : Optional.of(
                        new Update.MpReach(AddressFamily.IPV6_UNICAST, set.nextHop(), Optional.empty(), prefixes, ids));
        fixture.rib.receive(
                from,
                new Update(
                        List.of(),
                        Optional.of(set),
                        v4 ? prefixes : List.of(),
                        reach,
                        Optional.empty(),
                        List.of(),
                        PathIds.NONE,
                        v4 ? ids : PathIds.NONE));
    }

    private void withdraw(RibPeer from, IpFamily family, int pathId) {
        boolean v4 = family == IpFamily.V4;
        PathIds ids = new PathIds(List.of(pathId));
        List<Prefix> prefixes = List.of(prefix(family));
        fixture.rib.receive(
                from,
                new Update(
                        v4 ? prefixes : List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        v4
                                ? Optional.empty()
                                : Optional.of(new Update.MpUnreach(AddressFamily.IPV6_UNICAST, prefixes, false, ids)),
                        List.of(),
                        v4 ? ids : PathIds.NONE,
                        PathIds.NONE));
    }

    /** The paths that the sink holds: AS_PATH by path identifier. */
    private Map<Integer, String> held(RibPeer sink, IpFamily family) {
        fixture.settle();
        while (sink.hasOutput()) {
            down.take(fixture.rib.pull(sink, 10));
        }
        Map<Integer, String> held = new TreeMap<>();
        down.paths
                .getOrDefault(prefix(family), Map.of())
                .forEach((id, set) -> held.put(id, set.asPath().toString()));
        return held;
    }

    @ParameterizedTest
    @EnumSource
    void aPathKeepsItsIdentifierWhateverBecomesOfItAndOthers(IpFamily family) {
        RibPeer feeder = feeder();
        RibPeer sink = sink(PeerCodec.MOST_PATHS);
        announce(feeder, family, 70, 64600, 1);
        announce(feeder, family, 71, 64600, 2, 3);
        Map<Integer, String> first = held(sink, family);
        assertEquals(Set.of("64512 64600 1", "64512 64600 2 3"), Set.copyOf(first.values()));
        announce(feeder, family, 71, 64600);
        Map<Integer, String> second = held(sink, family);
        assertEquals(first.keySet(), second.keySet());
        assertEquals(Set.of("64512 64600 1", "64512 64600"), Set.copyOf(second.values()));
        withdraw(feeder, family, 70);
        Map<Integer, String> third = held(sink, family);
        assertEquals(List.of("64512 64600"), List.copyOf(third.values()));
        assertTrue(second.entrySet().containsAll(third.entrySet()));
        assertEquals(0, down.needlessWithdrawals);
        withdraw(feeder, family, 71);
        assertEquals(Map.of(), held(sink, family));
    }

    @ParameterizedTest
    @EnumSource
    void theBestPathsGoOutAndTheOthersFollowWhenTheyGo(IpFamily family) {
        RibPeer feeder = feeder();
        RibPeer sink = sink(2);
        announce(feeder, family, 1, 64600, 1, 1, 1);
        announce(feeder, family, 2, 64600, 1);
        announce(feeder, family, 3, 64600, 1, 1);
        assertEquals(
                Set.of("64512 64600 1", "64512 64600 1 1"),
                Set.copyOf(held(sink, family).values()));
        withdraw(feeder, family, 2);
        assertEquals(
                Set.of("64512 64600 1 1", "64512 64600 1 1 1"),
                Set.copyOf(held(sink, family).values()));
    }

    @ParameterizedTest
    @EnumSource
    void nobodyGetsHisOwnPathsBack(IpFamily family) {
        RibPeer sink = sink(PeerCodec.MOST_PATHS);
        announce(sink, family, 1, 64601);
        announce(sink, family, 2, 64601, 5);
        announce(feeder(), family, 0, 64600);
        assertEquals(List.of("64512 64600"), List.copyOf(held(sink, family).values()));
    }

    @ParameterizedTest
    @EnumSource
    void staleOnesAreConfirmedByTheirIdentifier(IpFamily family) {
        RibPeer feeder = feeder();
        RibPeer sink = sink(PeerCodec.MOST_PATHS);
        announce(feeder, family, 1, 64600, 1);
        announce(feeder, family, 2, 64600, 2);
        Map<Integer, String> before = held(sink, family);
        fixture.rib.peerDown(feeder, Set.of(family));
        fixture.up(feeder);
        announce(feeder, family, 2, 64600, 2);
        assertEquals(1, feeder.stale(family));
        assertEquals(before, held(sink, family));
        fixture.rib.endStale(feeder, family);
        assertEquals(List.of("64512 64600 2"), List.copyOf(held(sink, family).values()));
    }

    @ParameterizedTest
    @EnumSource
    void thePathsOfOnePrefixAreBounded(IpFamily family) {
        RibPeer feeder = feeder();
        for (int id = 1; id <= Intake.MAX_PATHS + 5; id++) {
            announce(feeder, family, id, 64600, id);
        }
        assertEquals(Intake.MAX_PATHS, feeder.accepted(family));
        assertEquals(5, feeder.refused(family));
        withdraw(feeder, family, Intake.MAX_PATHS + 1);
        assertEquals(4, feeder.refused(family));
        withdraw(feeder, family, 7);
        announce(feeder, family, Intake.MAX_PATHS + 2, 64600);
        assertEquals(Intake.MAX_PATHS, feeder.accepted(family));
        assertEquals(3, feeder.refused(family));
    }
}
