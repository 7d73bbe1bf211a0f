package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.policy.AsPathRules;
import dev.warren.bgp.policy.PrivateAs;
import dev.warren.bgp.rib.Announcements.Way;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.AsPath.Segment;
import dev.warren.bgp.wire.AsPath.SegmentType;
import dev.warren.bgp.wire.ExtendedCommunity;
import dev.warren.bgp.wire.Opaque;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.PathAttributesBuilder;
import dev.warren.bgp.wire.UnknownAttribute;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an internal neighbour's route leaves behind at the border of the AS, and takes along inside. */
class BorderTest {
    private static final String TRANSITIVE = "000220010db80000000000000000000000010001";
    private static final String LOCAL = "400220010db80000000000000000000000020002";

    private final RibFixture fixture = new RibFixture();

    private static Prefix prefix(IpFamily family) {
        return Prefix.parse(family == IpFamily.V4 ? "10.1.0.0/16" : "2001:db8:a::/48");
    }

    private static PathAttributesBuilder path(IpFamily family, Segment... segments) {
        return PathAttributes.builder(Origin.IGP, new AsPath(List.of(segments)))
                .nextHop(IpAddress.parse(family == IpFamily.V4 ? "192.0.2.9" : "2001:db8:9::9"));
    }

    private static Segment segment(SegmentType type, long... asns) {
        return new Segment(type, LongStream.of(asns).mapToObj(Asn::of).toList());
    }

    private RibPeer feeder() {
        return fixture.peer(
                "feeder", RibFixture.OUR_AS, "10.0.0.2", RibFixture.policy().build());
    }

    private PathAttributes at(RibPeer sink, IpFamily family) {
        Downstream downstream = new Downstream(fixture.fourOctetAs(sink));
        while (sink.hasOutput()) {
            downstream.take(fixture.rib.pull(sink, 100));
        }
        return Optional.ofNullable(downstream.table.get(prefix(family))).orElseThrow();
    }

    @ParameterizedTest(name = "{0}, private AS {1}")
    @CsvSource({
        "V4, KEEP, 64512 64600 3320",
        "V6, KEEP, 64512 64600 3320",
        "V4, REMOVE, 64512 3320",
        "V6, REMOVE_IF_ALL, 64512 64600 3320"
    })
    void segmentsOfAConfederationStayInside(IpFamily family, PrivateAs privateAs, String expected) {
        RibPeer feeder = feeder();
        AsPathRules rules = new AsPathRules(0, Optional.empty(), privateAs);
        RibPeer sink = fixture.peer(
                "sink", 64601, "10.0.0.3", RibFixture.policy().asPath(rules).build());
        RibPeer inside = fixture.peer(
                "inside",
                RibFixture.OUR_AS,
                "10.0.0.4",
                RibFixture.policy().routeReflectorClient(true).build());
        PathAttributes set = path(
                        family,
                        segment(SegmentType.CONFED_SEQUENCE, 65001, 65002),
                        segment(SegmentType.SEQUENCE, 64600, 3320))
                .build();
        Announcements.receive(Way.DECODED, fixture.rib, feeder, prefix(family), set);
        assertEquals(expected, at(sink, family).asPath().toString());
        assertEquals("(65001 65002) 64600 3320", at(inside, family).asPath().toString());
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void onlyTransitiveExtendedCommunitiesLeave(IpFamily family) {
        RibPeer feeder = feeder();
        RibPeer sink =
                fixture.peer("sink", 64601, "10.0.0.3", RibFixture.policy().build());
        RibPeer inside = fixture.peer(
                "inside",
                RibFixture.OUR_AS,
                "10.0.0.4",
                RibFixture.policy().routeReflectorClient(true).build());
        ExtendedCommunity goes = ExtendedCommunity.parse("rt:65000:1");
        ExtendedCommunity stays = ExtendedCommunity.parse("local-rt:65000:1");
        PathAttributes set = path(family, segment(SegmentType.SEQUENCE, 3320))
                .extendedCommunities(List.of(stays, goes))
                .unknown(List.of(ipv6(LOCAL + TRANSITIVE)))
                .build();
        Announcements.receive(Way.DECODED, fixture.rib, feeder, prefix(family), set);
        PathAttributes left = at(sink, family);
        assertEquals(List.of(goes), left.extendedCommunities());
        assertEquals(List.of(TRANSITIVE), ipv6(left));
        PathAttributes kept = at(inside, family);
        assertEquals(List.of(stays, goes), kept.extendedCommunities());
        assertEquals(List.of(LOCAL + TRANSITIVE), ipv6(kept));

        Announcements.receive(
                Way.DECODED,
                fixture.rib,
                feeder,
                prefix(family),
                set.toBuilder().unknown(List.of(ipv6(LOCAL))).build());
        assertEquals(List.of(), ipv6(at(sink, family)));
    }

    private static UnknownAttribute ipv6(String octets) {
        return new UnknownAttribute(0xc0, 25, Opaque.of(HexFormat.of().parseHex(octets)));
    }

    private static List<String> ipv6(PathAttributes set) {
        return set.unknown().stream()
                .filter(attribute -> attribute.type() == 25)
                .map(attribute -> HexFormat.of().formatHex(attribute.value().toBytes()))
                .toList();
    }
}
