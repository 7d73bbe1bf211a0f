package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several reflectors with one cluster id, which isn't their router id (RFC 4456 section 7). */
class ClusterTest {
    private static final RouterId CLUSTER = RouterId.parse("10.9.9.9");

    private final RibFixture fixture = RibFixture.ofCluster(CLUSTER);
    private final RibPeer other = fixture.peer("other", RibFixture.OUR_AS, "10.0.0.2");
    private final RibPeer client = fixture.peer(
            "client",
            RibFixture.OUR_AS,
            "10.0.0.3",
            RibFixture.policy().routeReflectorClient(true).build());

    private static Prefix prefix(IpFamily family) {
        return Prefix.parse(family == IpFamily.V4 ? "10.1.0.0/16" : "2001:db8:a::/48");
    }

    private void announce(RibPeer from, IpFamily family, RouterId... clusters) {
        IpAddress hop = IpAddress.parse(family == IpFamily.V4 ? "192.0.2.7" : "2001:db8::7");
        PathAttributes attributes = PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(65001)))
                .nextHop(hop)
                .originatorId(clusters.length == 0 ? Optional.empty() : Optional.of(RouterId.parse("10.0.0.7")))
                .clusterList(List.of(clusters))
                .build();
        Announcements.receive(fixture.rib, from, prefix(family), attributes);
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whatPassedAnotherReflectorOfTheClusterIsRefused(IpFamily family) {
        announce(other, family, RouterId.parse("10.8.8.8"), CLUSTER);
        RouteExplanation why = fixture.explain(prefix(family), other);
        assertEquals(
                RefusalReason.CLUSTER_LOOP, why.refusals().known().getFirst().reason());
        assertEquals(List.of(), fixture.rib.paths(prefix(family)));
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void ourRouterIdIsNoClusterOfOurs(IpFamily family) {
        announce(other, family, RibFixture.ID);
        assertEquals(1, fixture.rib.paths(prefix(family)).size());
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whatIsReflectedCarriesTheCluster(IpFamily family) {
        announce(client, family);
        assertEquals(List.of(CLUSTER), clustersAt(other, family));
        announce(client, family, RouterId.parse("10.8.8.8"));
        assertEquals(List.of(CLUSTER, RouterId.parse("10.8.8.8")), clustersAt(other, family));
    }

    private List<RouterId> clustersAt(RibPeer sink, IpFamily family) {
        Downstream downstream = new Downstream(fixture.fourOctetAs(sink));
        while (sink.hasOutput()) {
            downstream.take(fixture.rib.pull(sink, 100));
        }
        return Objects.requireNonNull(downstream.table.get(prefix(family))).clusterList();
    }
}
