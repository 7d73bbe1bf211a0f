package dev.warren.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs of octets and meaning, checked in both directions. */
class CodecVectorsTest {
    private static final String MARKER = "f".repeat(32);
    private static final CodecContext INTERNAL = new CodecContext(false, true);
    private static final CodecContext WITH_IDS = new CodecContext(false, true, false, Set.of(IpFamily.V4, IpFamily.V6));
    private static final CodecContext OLD = new CodecContext(false, false);

    static Stream<Arguments> vectors() {
        return Stream.of(
                Arguments.of("keepalive", INTERNAL, "001304", KeepAlive.KEEPALIVE),
                Arguments.of(
                        "cease", INTERNAL, "0015030602", Notification.of(NotificationCode.ADMINISTRATIVE_SHUTDOWN)),
                Arguments.of(
                        "refresh",
                        INTERNAL,
                        "00170500020001",
                        new RouteRefresh(AddressFamily.IPV6_UNICAST, RouteRefresh.REQUEST)),
                Arguments.of(
                        "OPEN with what we can",
                        INTERNAL,
                        "0043" + "01" + "04" + "fc00" + "005a" + "0a000001" + "26" + "0224"
                                + "010400010001" + "0200" + "4600" + "0600" + "090104"
                                + "400ac07800010180" + "00020100"
                                + "41040000fc00" + "7f01aa",
                        new Open(
                                64512,
                                90,
                                0x0a000001,
                                List.of(
                                        new Capability.Multiprotocol(AddressFamily.IPV4_UNICAST),
                                        new Capability.Refresh(),
                                        new Capability.EnhancedRefresh(),
                                        new Capability.ExtendedMessage(),
                                        new Capability.BgpRole(Role.PEER.code()),
                                        new Capability.GracefulRestart(
                                                true,
                                                true,
                                                120,
                                                List.of(
                                                        new Capability.GracefulRestart.Kept(
                                                                AddressFamily.IPV4_UNICAST, true),
                                                        new Capability.GracefulRestart.Kept(
                                                                AddressFamily.IPV6_UNICAST, false))),
                                        new Capability.FourOctetAs(Asn.of(64512)),
                                        new Capability.Unknown(127, Opaque.parse("aa"))))),
                Arguments.of("end of RIB, IPv4", INTERNAL, "00170200000000", Update.endOfRib(IpFamily.V4)),
                Arguments.of("end of RIB, IPv6", INTERNAL, "001d0200000006800f03000201", Update.endOfRib(IpFamily.V6)),
                Arguments.of("IPv4 with all attributes", INTERNAL, V4_HEX, v4()),
                Arguments.of("attributes that somebody didn't know", INTERNAL, partialHex("080000fde9"), partial()),
                Arguments.of("the same with AS numbers of two octets", OLD, partialHex("06fde9"), partial()),
                Arguments.of("IPv6", INTERNAL, V6_HEX, v6()),
                Arguments.of("AS_TRANS and AS4_PATH", OLD, AS4_HEX, as4()),
                Arguments.of(
                        "OPEN with ADD-PATH",
                        INTERNAL,
                        "0029" + "01" + "04" + "fc00" + "005a" + "0a000001" + "0c" + "020a" + "4508" + "00010103"
                                + "00020102",
                        new Open(
                                64512,
                                90,
                                0x0a000001,
                                List.of(new Capability.AddPath(List.of(
                                        new Capability.AddPath.Mode(AddressFamily.IPV4_UNICAST, true, true),
                                        new Capability.AddPath.Mode(AddressFamily.IPV6_UNICAST, false, true)))))),
                Arguments.of("IPv4 with path identifiers", WITH_IDS, V4_IDS_HEX, v4WithIds()),
                Arguments.of("IPv6 with path identifiers", WITH_IDS, V6_IDS_HEX, v6WithIds()));
    }

    private static String update(String withdrawn, String attributes, String announced) {
        int octets = (withdrawn.length() + attributes.length() + announced.length()) / 2;
        return String.format("%04x02%04x", 23 + octets, withdrawn.length() / 2)
                + withdrawn
                + String.format("%04x", attributes.length() / 2)
                + attributes
                + announced;
    }

    private static final String V4_HEX = update(
            "100a63",
            "40010101"
                    + "40020a" + "0202" + "0000fc00" + "fa56ea00"
                    + "400304" + "c0000201"
                    + "800404" + "0000000a"
                    + "400504" + "000000c8"
                    + "c00804" + "fc000007"
                    + "800904" + "0a000002"
                    + "800a04" + "0a000001"
                    + "c01008" + "0002fc0000000001"
                    + "c0200c" + "000000010000000200000003",
            "10" + "0a01");

    private static Update v4() {
        PathAttributes attributes = PathAttributes.builder(
                        Origin.EGP, AsPath.sequence(Asn.of(64512), Asn.of(4200000000L)))
                .nextHop(IpAddress.parse("192.0.2.1"))
                .med(OptionalLong.of(10))
                .localPreference(OptionalLong.of(200))
                .communities(List.of(Community.of(64512, 7)))
                .originatorId(Optional.of(RouterId.parse("10.0.0.2")))
                .clusterList(List.of(RouterId.parse("10.0.0.1")))
                .extendedCommunities(List.of(new ExtendedCommunity(0x0002_fc00_0000_0001L)))
                .largeCommunities(List.of(new LargeCommunity(1, 2, 3)))
                .build();
        return new Update(
                List.of(Prefix.parse("10.99.0.0/16")),
                Optional.of(attributes),
                List.of(Prefix.parse("10.1.0.0/16")),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** With the length and the AS of AGGREGATOR. */
    private static String partialHex(String aggregator) {
        return update(
                "",
                "40010101"
                        + "400200"
                        + "400304" + "c0000201"
                        + "e007" + aggregator + "c0000207"
                        + "e00804" + "fc000007"
                        + "e01008" + "0002fc0000000001"
                        + "e0200c" + "000000010000000200000003",
                "10" + "0a01");
    }

    private static Update partial() {
        PathAttributes attributes = PathAttributes.builder(Origin.EGP, AsPath.EMPTY)
                .nextHop(IpAddress.parse("192.0.2.1"))
                .aggregator(Optional.of(new Aggregator(Asn.of(65001), IpAddress.parse("192.0.2.7"))))
                .communities(List.of(Community.of(64512, 7)))
                .extendedCommunities(List.of(new ExtendedCommunity(0x0002_fc00_0000_0001L)))
                .largeCommunities(List.of(new LargeCommunity(1, 2, 3)))
                .partial(Set.of(7, 8, 16, 32))
                .build();
        return Announcement.of(Prefix.parse("10.1.0.0/16"), attributes);
    }

    private static final String V6_HEX = update(
            "",
            "40010100"
                    + "400200"
                    + "800e1c" + "000201" + "10" + "20010db8000000000000000000000001" + "00" + "30" + "20010db8000a"
                    + "800f08" + "000201" + "20" + "20010db9",
            "");

    private static Update v6() {
        return new Update(
                List.of(),
                Optional.of(PathAttributes.builder(Origin.IGP, AsPath.EMPTY).build()),
                List.of(),
                Optional.of(new Update.MpReach(
                        AddressFamily.IPV6_UNICAST,
                        Optional.of(IpAddress.parse("2001:db8::1")),
                        Optional.empty(),
                        List.of(Prefix.parse("2001:db8:a::/48")))),
                Optional.of(new Update.MpUnreach(
                        AddressFamily.IPV6_UNICAST, List.of(Prefix.parse("2001:db9::/32")), false)),
                List.of());
    }

    private static final String V4_IDS_HEX = update(
            "00000007" + "100a63",
            "40010100" + "400200" + "400304" + "c0000201",
            "00000001" + "100a01" + "fffffffe" + "100a01");

    private static Update v4WithIds() {
        Prefix twice = Prefix.parse("10.1.0.0/16");
        return new Update(
                List.of(Prefix.parse("10.99.0.0/16")),
                Optional.of(PathAttributes.builder(Origin.IGP, AsPath.EMPTY)
                        .nextHop(IpAddress.parse("192.0.2.1"))
                        .build()),
                List.of(twice, twice),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                new PathIds(List.of(7)),
                new PathIds(List.of(1, -2)));
    }

    private static final String V6_IDS_HEX = update(
            "",
            "40010100"
                    + "400200"
                    + "800e20" + "000201" + "10" + "20010db8000000000000000000000001" + "00" + "00000009" + "30"
                    + "20010db8000a"
                    + "800f0c" + "000201" + "00000005" + "20" + "20010db9",
            "");

    private static Update v6WithIds() {
        Update without = v6();
        return new Update(
                List.of(),
                without.attributes(),
                List.of(),
                without.mpReach()
                        .map(reach -> new Update.MpReach(
                                reach.family(),
                                reach.nextHop(),
                                reach.linkLocal(),
                                reach.announced(),
                                new PathIds(List.of(9)))),
                without.mpUnreach()
                        .map(unreach -> new Update.MpUnreach(
                                unreach.family(), unreach.withdrawn(), false, new PathIds(List.of(5)))),
                List.of());
    }

    /** RFC 7911 section 4. */
    @ParameterizedTest
    @ValueSource(strings = {"4504" + "00010100", "4504" + "00010104", "4504" + "000101ff", "4503" + "000101"})
    void addPathWithAnythingElseIsNotUnderstood(String capability) {
        int octets = capability.length() / 2;
        String hex = String.format("%04x", 31 + octets) + "01" + "04" + "fc00" + "005a" + "0a000001"
                + String.format("%02x02%02x", 2 + octets, octets) + capability;
        Open open = (Open)
                assertInstanceOf(Decoded.Good.class, decode(hex, INTERNAL)).message();
        assertInstanceOf(Capability.Unknown.class, open.capabilities().getFirst());
    }

    private static final String AS4_HEX = update(
            "",
            "40010100"
                    + "400206" + "0202" + "fc00" + "5ba0"
                    + "400304" + "c0000201"
                    + "c0110a" + "0202" + "0000fc00" + "fa56ea00",
            "10" + "0a01");

    private static Update as4() {
        PathAttributes attributes = PathAttributes.builder(
                        Origin.IGP, AsPath.sequence(Asn.of(64512), Asn.of(4200000000L)))
                .nextHop(IpAddress.parse("192.0.2.1"))
                .build();
        return new Update(
                List.of(),
                Optional.of(attributes),
                List.of(Prefix.parse("10.1.0.0/16")),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void bothDirections(String name, CodecContext context, String hex, Message message) {
        Decoded decoded = decode(hex, context);
        assertEquals(new Decoded.Good(message), decoded, name);
        ByteBuffer encoded = MessageEncoder.encode(message, context);
        byte[] octets = new byte[encoded.remaining()];
        encoded.get(octets);
        assertEquals(MARKER + hex, HexFormat.of().formatHex(octets), name);
    }

    private static Decoded decode(String hex, CodecContext context) {
        byte[] octets = HexFormat.of().parseHex(MARKER + hex);
        return MessageDecoder.decode(ByteBuffer.wrap(octets), context);
    }

    @Test
    void openKeepsUnknownCapabilities() {
        Open open = new Open(
                Asn.TRANS.twoOctets(),
                90,
                0x0a000001,
                List.of(
                        new Capability.Multiprotocol(AddressFamily.IPV4_UNICAST),
                        new Capability.Refresh(),
                        new Capability.ExtendedNextHop(
                                List.of(new Capability.ExtendedNextHop.Entry(AddressFamily.IPV4_UNICAST, 2))),
                        new Capability.FourOctetAs(Asn.of(4200000000L)),
                        new Capability.EnhancedRefresh(),
                        new Capability.Unknown(200, Opaque.parse("0102"))));
        Decoded decoded = MessageDecoder.decode(MessageEncoder.encode(open, INTERNAL), INTERNAL);
        assertEquals(new Decoded.Good(open), decoded);
        assertEquals(Asn.of(4200000000L), open.asn());
    }

    @Test
    void endOfRibWithExtendedLengthIsUnderstood() {
        Decoded.Good good = assertInstanceOf(Decoded.Good.class, decode("001e0200000007900f0003000201", INTERNAL));
        assertEquals(Update.endOfRib(IpFamily.V6), good.message());
    }

    @Test
    void lengthsThatContradictEndTheSession() {
        assertBad(NotificationCode.MALFORMED_ATTRIBUTE_LIST, "00170200050000");
        assertBad(NotificationCode.INVALID_NETWORK_FIELD, "0019020000000021ff");
        assertBad(NotificationCode.BAD_MESSAGE_LENGTH, "001404ff");
        assertBad(NotificationCode.BAD_MESSAGE_TYPE, "001309");
        assertBad(NotificationCode.UNSUPPORTED_VERSION, "001d0103fc00005a0a00000100");
        assertBad(NotificationCode.BAD_MESSAGE_LENGTH, "001505" + "0001");
        assertBad(NotificationCode.UNRECOGNIZED_WELL_KNOWN_ATTRIBUTE, "001a0200000003406300");
    }

    /** RFC 7606 section 5.2: what was announced may be what got lost. */
    @Test
    void aMalformedAttributeWithoutRoutesEndsTheSession() {
        // ORIGIN 7, AS_PATH; then the same beside a withdrawal; then a list that ends early where MP_REACH_NLRI may
        // have been.
        assertBad(NotificationCode.MALFORMED_ATTRIBUTE_LIST, "001e0200000007" + "40010107" + "400200");
        assertBad(NotificationCode.MALFORMED_ATTRIBUTE_LIST, "002002000208" + "0a0007" + "40010107" + "400200");
        assertBad(NotificationCode.MALFORMED_ATTRIBUTE_LIST, "001e0200000007" + "40010100" + "80ff09");
    }

    private static void assertBad(NotificationCode code, String hex) {
        Decoded.Bad bad = assertInstanceOf(Decoded.Bad.class, decode(hex, INTERNAL), hex);
        assertEquals(
                code.code() + "/" + code.subcode(),
                bad.notification().code() + "/" + bad.notification().subcode());
    }
}
