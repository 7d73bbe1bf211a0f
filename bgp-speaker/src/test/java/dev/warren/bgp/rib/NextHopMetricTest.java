package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.rib.RouteExplanation.PathStory;
import dev.warren.bgp.wire.Announcement;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The metric of next hops decides between paths, and whether they are used (RFC 4271 sections 9.1.2 and 9.1.2.2 (e)). */
class NextHopMetricTest {
    private final RibFixture fixture = new RibFixture(MedRules.STANDARD, new Multipath(2, false));
    private final RibPeer low = fixture.peer("low", 64600, "10.0.0.2");
    private final RibPeer high = fixture.peer("high", 64600, "10.0.0.3");
    private final RibPeer sink = fixture.peer("sink", 64601, "10.0.0.4");
    private final Downstream down = new Downstream(fixture.fourOctetAs(sink));

    private static Prefix prefix(IpFamily family) {
        return Prefix.parse(family == IpFamily.V4 ? "10.1.0.0/16" : "2001:db8:a::/48");
    }

    private static IpAddress hop(IpFamily family, int host) {
        return IpAddress.parse((family == IpFamily.V4 ? "192.0.2." : "2001:db8::") + host);
    }

    /** With next hop 2 for the neighbour with the lower router id, and 3 for the other. */
    private void announce(RibPeer from, IpFamily family, int host) {
        PathAttributes set = PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(64600)))
                .nextHop(hop(family, host))
                .build();
        fixture.rib.receive(from, Announcement.of(prefix(family), set));
    }

    private void tell(IpFamily family, int host, OptionalLong metric) {
        fixture.rib.nextHopMetrics(Map.of(hop(family, host), metric));
        fixture.settle();
        while (sink.hasOutput()) {
            down.take(fixture.rib.pull(sink, 10));
        }
    }

    private List<String> story(IpFamily family) {
        return fixture.explain(prefix(family), sink).paths().stream()
                .map(path -> path.from().orElseThrow() + " "
                        + path.lost().map(DecisionStep::toString).orElse("best"))
                .toList();
    }

    /** Ids are used again: a next hop that takes the id of one that is gone isn't told as that one. */
    @ParameterizedTest
    @EnumSource
    void anotherNextHopWithTheSameAttributesIsAnotherOne(IpFamily family) {
        announce(low, family, 2);
        assertEquals(Optional.of(hop(family, 2)), told(family));
        fixture.rib.peerDown(low);
        fixture.settle();
        fixture.up(low);
        announce(low, family, 3);
        assertEquals(Optional.of(hop(family, 3)), told(family));
    }

    private Optional<IpAddress> told(IpFamily family) {
        return fixture.rib.paths(prefix(family)).getFirst().attributes().nextHop();
    }

    @ParameterizedTest
    @EnumSource
    void theNearerOneIsBest(IpFamily family) {
        announce(low, family, 2);
        announce(high, family, 3);
        assertEquals(List.of("low best", "high ROUTER_ID"), story(family));
        tell(family, 2, OptionalLong.of(20));
        assertEquals(List.of("high best", "low METRIC"), story(family));
        tell(family, 3, OptionalLong.of(0xffff_ffffL));
        assertEquals(List.of("low best", "high METRIC"), story(family));
    }

    @ParameterizedTest
    @EnumSource
    void onlyPathsOfOneMetricAreUsedTogether(IpFamily family) {
        announce(low, family, 2);
        announce(high, family, 3);
        assertEquals(2, used(family));
        tell(family, 2, OptionalLong.of(20));
        assertEquals(1, used(family));
        tell(family, 3, OptionalLong.of(20));
        assertEquals(2, used(family));
    }

    private long used(IpFamily family) {
        return fixture.explain(prefix(family), sink).paths().stream()
                .filter(PathStory::used)
                .count();
    }

    @ParameterizedTest
    @EnumSource
    void whatCantBeReachedIsNotUsed(IpFamily family) {
        tell(family, 2, OptionalLong.empty());
        announce(low, family, 2);
        announce(high, family, 3);
        assertEquals(List.of("high best", "low NEXT_HOP"), story(family));
        tell(family, 3, OptionalLong.empty());
        assertEquals(Set.of("low NEXT_HOP", "high NEXT_HOP"), Set.copyOf(story(family)));
        assertTrue(fixture.rib.paths(prefix(family)).isEmpty());
        assertEquals(
                ExportReason.NO_PATH,
                fixture.explain(prefix(family), sink).export().reason());
        assertEquals(0, sink.advertised(family));
        tell(family, 2, OptionalLong.of(7));
        assertEquals(Set.of(prefix(family)), down.table.keySet());
        tell(family, 2, OptionalLong.empty());
        assertEquals(Set.of(), down.table.keySet());
        tell(family, 2, OptionalLong.of(0));
        assertEquals(List.of("low best", "high NEXT_HOP"), story(family));
        assertEquals(Set.of(prefix(family)), down.table.keySet());
        assertEquals(0, down.needlessWithdrawals);
    }
}
