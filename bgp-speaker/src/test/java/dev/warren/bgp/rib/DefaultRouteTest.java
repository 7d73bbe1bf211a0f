package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.DefaultRoute;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A default route that is made for a neighbour, whatever is in the table. */
class DefaultRouteTest {
    private static final Community MARK = Community.of(64512, 11);

    private final RibFixture fixture = new RibFixture();

    private void pull(RibPeer sink, Downstream into) {
        while (sink.hasOutput()) {
            into.take(fixture.rib.pull(sink, 100));
        }
    }

    /** To a neighbour of another AS or ours, the third with two-octet AS numbers; with and without path identifiers. */
    @ParameterizedTest(name = "{0}, AS {1}, several paths {2}")
    @CsvSource({
        "V4, 64601, false",
        "V6, 64601, false",
        "V4, 64512, false",
        "V6, 64512, false",
        "V4, 64601, true",
        "V6, 64601, true"
    })
    void goesOutInPlaceOfAnyOther(IpFamily family, long asn, boolean paths) {
        Prefix all = new Prefix(IpAddress.any(family), 0);
        if (paths) {
            fixture.sentPaths.put("sink", Map.of(family, 4));
        }
        RibPeer feeder = fixture.peer("feeder", 64600, "10.0.0.2");
        RibPeer other = fixture.peer("other", asn, "10.0.0.4");
        PathAttributes learned = PathAttributes.builder(Origin.EGP, AsPath.sequence(Asn.of(64600)))
                .nextHop(IpAddress.parse(family == IpFamily.V4 ? "192.0.2.9" : "2001:db8:9::9"))
                .build();
        Announcements.receive(fixture.rib, feeder, all, learned);
        RibPeer sink = fixture.peer(
                "sink",
                asn,
                "10.0.0.3",
                RibFixture.policy()
                        .exports(RouteFilter.denyAll())
                        .defaultRoute(new DefaultRoute(List.of(MARK)))
                        .build());
        Downstream downstream = new Downstream(fixture.fourOctetAs(sink), paths ? Set.of(family) : Set.of());
        pull(sink, downstream);
        PathAttributes had = defaultAt(downstream, all);
        assertEquals(asn == 64512 ? "" : "64512", had.asPath().toString());
        assertEquals(List.of(MARK), had.communities());
        assertEquals(fixture.nextHop(family), had.nextHop().orElseThrow());
        assertEquals(1, sink.advertised(family));
        assertEquals(
                ExportReason.DEFAULT_ROUTE,
                fixture.explain(all, sink).exports().getFirst().reason());

        // Neither a withdrawal nor a change of the policies touches it, and a refresh brings it again.
        fixture.rib.peerDown(feeder);
        fixture.settle();
        fixture.rib.change(sink, Policies.of(RouteFilter.acceptAll(), RouteFilter.acceptAll()));
        pull(sink, downstream);
        assertEquals(had, defaultAt(downstream, all));
        int announced = downstream.announced;
        fixture.rib.refresh(sink, family, false);
        pull(sink, downstream);
        assertTrue(downstream.announced > announced);
        assertEquals(had, defaultAt(downstream, all));

        Downstream others = new Downstream(fixture.fourOctetAs(other));
        pull(other, others);
        assertEquals(Map.of(), others.table);
    }

    private static PathAttributes defaultAt(Downstream downstream, Prefix all) {
        PathAttributes plain = downstream.table.get(all);
        return plain != null
                ? plain
                : downstream
                        .paths
                        .getOrDefault(all, Map.of())
                        .values()
                        .iterator()
                        .next();
    }
}
