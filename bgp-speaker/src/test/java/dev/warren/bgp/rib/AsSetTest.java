package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.AsPathRules;
import dev.warren.bgp.rib.Announcements.Way;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.AsPath.Segment;
import dev.warren.bgp.wire.AsPath.SegmentType;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AS_SETs are not taken and not announced unless somebody wants them (RFC 9774), by either way in and in either family. */
class AsSetTest {
    private static final Segment FIRST = new Segment(SegmentType.SEQUENCE, List.of(Asn.of(64600)));

    private final RibFixture fixture = new RibFixture();

    private static Prefix prefix(IpFamily family) {
        return Prefix.parse(family == IpFamily.V4 ? "10.1.0.0/16" : "2001:db8:a::/48");
    }

    private RibPeer peer(String name, long asn, String id, AsPathRules rules) {
        return fixture.peer(name, asn, id, RibFixture.policy().asPath(rules).build());
    }

    private static PathAttributes path(IpFamily family, Segment... segments) {
        return PathAttributes.builder(Origin.IGP, new AsPath(List.of(segments)))
                .nextHop(IpAddress.parse(family == IpFamily.V4 ? "192.0.2.9" : "2001:db8:9::9"))
                .build();
    }

    /** From AS 64600. */
    static PathAttributes withSet(IpFamily family, SegmentType type) {
        return path(family, FIRST, new Segment(type, List.of(Asn.of(3320), Asn.of(4_200_000_000L))));
    }

    private Optional<PathAttributes> at(RibPeer sink, IpFamily family) {
        Downstream downstream = new Downstream(fixture.fourOctetAs(sink));
        while (sink.hasOutput()) {
            downstream.take(fixture.rib.pull(sink, 100));
        }
        return Optional.ofNullable(downstream.table.get(prefix(family)));
    }

    @ParameterizedTest(name = "{0} of AS {1}, {2}, {3}")
    @CsvSource({
        "SET, 64600, SCANNED, V4",
        "SET, 64600, SCANNED, V6",
        "SET, 64600, DECODED, V4",
        "SET, 64600, DECODED, V6",
        "SET, 64512, SCANNED, V6",
        "SET, 64512, DECODED, V4",
        "CONFED_SET, 64512, DECODED, V4",
        "CONFED_SET, 64512, DECODED, V6"
    })
    void aSetIsTreatedAsWithdrawn(SegmentType type, long asn, Way way, IpFamily family) {
        RibPeer feeder = peer("feeder", asn, "10.0.0.2", AsPathRules.STANDARD);
        Announcements.receive(way, fixture.rib, feeder, prefix(family), path(family, FIRST));
        assertTrue(fixture.rib.best(prefix(family)).isPresent());
        Announcements.receive(way, fixture.rib, feeder, prefix(family), withSet(family, type));
        assertEquals(Optional.empty(), fixture.rib.best(prefix(family)));
        assertEquals(
                List.of(new RibEvent.Refused(feeder, prefix(family), RefusalReason.AS_SET)), fixture.rib.drainEvents());
        assertEquals(
                Optional.of(RefusalReason.AS_SET),
                fixture.rib.explain(prefix(family), feeder).refused());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({"SCANNED, V4", "SCANNED, V6", "DECODED, V4", "DECODED, V6"})
    void whoWantsSetsGetsThem(Way way, IpFamily family) {
        RibPeer feeder = peer("feeder", 64600, "10.0.0.2", AsPathRules.STANDARD.withAsSets());
        RibPeer inside = peer("inside", RibFixture.OUR_AS, "10.0.0.3", AsPathRules.STANDARD.withAsSets());
        RibPeer old = peer("old", 64601, "10.0.0.4", AsPathRules.STANDARD.withAsSets());
        RibPeer strict = peer("strict", 64602, "10.0.0.5", AsPathRules.STANDARD);
        RibPeer strictInside = peer("strictInside", RibFixture.OUR_AS, "10.0.0.6", AsPathRules.STANDARD);
        Announcements.receive(way, fixture.rib, feeder, prefix(family), withSet(family, SegmentType.SET));
        String path = "64600 {3320 4200000000}";
        assertEquals(path, at(inside, family).orElseThrow().asPath().toString());
        assertEquals("64512 " + path, at(old, family).orElseThrow().asPath().toString());
        assertEquals(Optional.empty(), at(strict, family));
        assertEquals(Optional.empty(), at(strictInside, family));
        assertEquals(
                ExportReason.AS_SET,
                fixture.rib.explain(prefix(family), strict).exports().getFirst().reason());
    }
}
