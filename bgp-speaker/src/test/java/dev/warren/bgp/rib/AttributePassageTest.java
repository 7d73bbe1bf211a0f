package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.Opaque;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Attributes of every type with all flags on their way from one neighbour to others: what RFC 4271 section 5 and RFC 7606 section 3 say
 * of each, written down a second time.
 */
class AttributePassageTest {
    private static final int OPTIONAL = 0x80;
    private static final int TRANSITIVE = 0x40;
    private static final int PARTIAL = 0x20;
    private static final int EXTENDED_LENGTH = 0x10;

    private static final Set<Integer> WELL_KNOWN = Set.of(1, 2, 3, 5, 6);
    private static final Set<Integer> NON_TRANSITIVE = Set.of(4, 9, 10, 14, 15);
    private static final Set<Integer> INTERPRETED = Set.of(7, 8, 16, 17, 18, 32, 35);
    /** Known by their form only. */
    private static final Set<Integer> CARRIED = Set.of(22, 23, 25);
    /** Of those that we write ourselves the value isn't looked at. */
    private static final Set<Integer> OURS = Set.of(2, 3, 14);

    /** How many types a RIB sees. */
    private static final int AT_ONCE = 32;

    private static final HexFormat HEX = HexFormat.of();
    private static final String REACH = "00020110" + "20010db8000000000000000000000002" + "00";

    @ParameterizedTest(name = "{0}, from an external neighbour {1}")
    @CsvSource({"V4, true", "V4, false", "V6, true", "V6, false"})
    void anAttributeComesOutAsItsTypeAndFlagsDemand(IpFamily family, boolean external) {
        for (int first = 0; first < 256; first += AT_ONCE) {
            RibFixture fixture = new RibFixture();
            RibPeer feeder = peer(fixture, external ? 65001 : RibFixture.OUR_AS, 2);
            RibPeer other = peer(fixture, 65002, 3);
            RibPeer old = peer(fixture, 65003, 4);
            RibPeer inside = peer(fixture, RibFixture.OUR_AS, 5);
            forEach(first, (type, flags) -> announce(fixture.rib, feeder, family, type, flags));
            Map<Prefix, Map<Integer, String>> toOther = SentAttributes.of(fixture, other);
            Map<Prefix, Map<Integer, String>> toOld = SentAttributes.of(fixture, old);
            Map<Prefix, Map<Integer, String>> toInside = SentAttributes.of(fixture, inside);
            forEach(first, (type, flags) -> {
                boolean passes = !endsSession(type, flags) && fits(type, flags);
                check(toOther, passes, family, type, flags, expected(family, type, flags, value(type, flags)));
                String oldValue = type == 7 ? "fde9c0000207" : value(type, flags);
                check(toOld, passes, family, type, flags, expected(family, type, flags, oldValue));
                check(toInside, passes && external, family, type, flags, expectedInside(family, type, flags));
            });
            fixture.peers.forEach(fixture.rib::peerDown);
            fixture.settle();
            assertEquals(
                    "0 prefixes, 0 paths, 0 attribute sets, 0 next hops", fixture.rib.load(), "from type " + first);
        }
    }

    private interface Case {
        void of(int type, int flags);
    }

    /** Some types with all flags. */
    private static void forEach(int firstType, Case one) {
        for (int type = firstType; type < firstType + AT_ONCE; type++) {
            for (int flags = 0; flags < 256; flags += EXTENDED_LENGTH) {
                one.of(type, flags);
            }
        }
    }

    /** RFC 8326: the community that we add goes among those that are there. */
    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void communitiesToWhichWeAddStayPartial(IpFamily family) {
        RibFixture fixture = new RibFixture();
        RibPeer feeder = peer(fixture, 65001, 2);
        RibPeer other = peer(fixture, 65002, 3);
        RouteFilter all = RouteFilter.acceptAll();
        fixture.rib.change(other, Policies.of(all, all).gracefulShutdown(true));
        for (int flags : List.of(0xc0, 0xe0)) {
            announce(fixture.rib, feeder, family, 8, flags);
            Map<Integer, String> sent =
                    SentAttributes.of(fixture, other).getOrDefault(prefix(family, 8, flags), Map.of());
            assertEquals("%02x ".formatted(flags) + value(8, flags) + "ffff0000", sent.get(8));
        }
    }

    private static RibPeer peer(RibFixture fixture, long asn, int number) {
        return fixture.peer(
                "peer " + number, asn, "10.0.0." + number, RibFixture.policy().build());
    }

    private static void check(
            Map<Prefix, Map<Integer, String>> sent,
            boolean passes,
            IpFamily family,
            int type,
            int flags,
            Optional<String> expected) {
        String what = "type " + type + ", flags " + Integer.toHexString(flags);
        Map<Integer, String> attributes = sent.get(prefix(family, type, flags));
        assertEquals(passes, attributes != null, what);
        if (attributes != null) {
            Optional<String> came = Optional.ofNullable(attributes.get(type));
            assertEquals(expected, OURS.contains(type) ? came.map(had -> had.substring(0, 2)) : came, what);
        }
    }

    /** RFC 4271 section 6.3: what is well-known must be known. */
    private static boolean endsSession(int type, int flags) {
        return !isKnown(type) && (flags & OPTIONAL) == 0;
    }

    private static boolean isKnown(int type) {
        return WELL_KNOWN.contains(type)
                || NON_TRANSITIVE.contains(type)
                || INTERPRETED.contains(type)
                || CARRIED.contains(type);
    }

    /** RFC 7606 section 3(c): flags that don't fit make withdrawals of the routes. */
    private static boolean fits(int type, int flags) {
        int kind = flags & (OPTIONAL | TRANSITIVE);
        if (WELL_KNOWN.contains(type)) {
            return kind == TRANSITIVE && (flags & PARTIAL) == 0;
        }
        return !isKnown(type) || kind == (NON_TRANSITIVE.contains(type) ? OPTIONAL : OPTIONAL | TRANSITIVE);
    }

    /** As it goes to another AS; empty if it doesn't. */
    private static Optional<String> expected(IpFamily family, int type, int flags, String value) {
        return switch (type) {
            case 2 -> Optional.of("40");
            case 3 -> family == IpFamily.V4 ? Optional.of("40") : Optional.empty();
            case 14 -> family == IpFamily.V6 ? Optional.of("90") : Optional.empty();
            case 1, 6 -> Optional.of("40 " + value);
            case 4, 5, 9, 10, 15, 17, 18 -> Optional.empty();
            default ->
                (flags & TRANSITIVE) == 0
                        ? Optional.empty()
                        : Optional.of("%02x ".formatted(sentFlags(type, flags, value)) + value);
        };
    }

    /** RFC 4271 section 5: Partial stays, and is set on what wasn't recognized. */
    private static int sentFlags(int type, int flags, String value) {
        int partial = INTERPRETED.contains(type) ? flags & PARTIAL : PARTIAL;
        return OPTIONAL | TRANSITIVE | partial | (value.length() > 2 * 0xff ? EXTENDED_LENGTH : 0);
    }

    /** As it goes to our own AS, from another one. */
    private static Optional<String> expectedInside(IpFamily family, int type, int flags) {
        return switch (type) {
            case 4 -> Optional.of("80 " + value(type, flags));
            case 5 -> Optional.of("40 00000064");
            default -> expected(family, type, flags, value(type, flags));
        };
    }

    /** A good one for those that we know; unknown ones are short or long. */
    private static String value(int type, int flags) {
        return switch (type) {
            case 1 -> "01";
            case 2 -> "02010000fde9";
            case 3 -> "c0000202";
            case 4 -> "0000000a";
            case 5 -> "000000c8";
            case 6 -> "";
            case 7, 18 -> "0000fde9c0000207";
            case 8 -> "fde90007fde90008";
            case 9, 10 -> "0a000009";
            case 14 -> REACH + "3020010db8ffff";
            case 15 -> "000201" + "3020010db8ffff";
            case 16 -> "0002fde900000001";
            case 17 -> "02010000fde9";
            case 22 -> "0000000000";
            case 23 -> "00010000";
            case 25 -> "0002" + "20010db8000000000000000000000001" + "0007";
            case 32 -> "0000fde90000000100000002";
            case 35 -> "0000fde9";
            default ->
                (flags & EXTENDED_LENGTH) != 0 && type % 2 == 0
                        ? "%02x".formatted(type).repeat(300)
                        : "cafe";
        };
    }

    private static Prefix prefix(IpFamily family, int type, int flags) {
        return family == IpFamily.V4
                ? new Prefix(IpAddress.ofV4(0x0a000000 | type << 16 | flags << 8), 24)
                : new Prefix(IpAddress.ofV6(0x20010db8_00000000L | (long) type << 24 | (long) flags << 16, 0), 48);
    }

    private static String octets(Prefix prefix) {
        return "%02x".formatted(prefix.length())
                + HEX.formatHex(prefix.address().toBytes(), 0, prefix.length() / 8);
    }

    private static void announce(Rib rib, RibPeer feeder, IpFamily family, int type, int flags) {
        String prefix = octets(prefix(family, type, flags));
        Map<Integer, String> attributes = new TreeMap<>();
        attributes.put(1, "40010101");
        attributes.put(2, "40020602010000fde9");
        if (!feeder.settings().external()) {
            attributes.put(5, "400504000000c8");
        }
        if (family == IpFamily.V4) {
            attributes.put(3, "400304c0000202");
        } else {
            attributes.put(14, attribute(14, OPTIONAL, REACH + prefix));
        }
        boolean reach = type == 14 && family == IpFamily.V6;
        attributes.put(type, attribute(type, flags, reach ? REACH + prefix : value(type, flags)));
        String list = String.join("", attributes.values());
        String body = "0000%04x".formatted(list.length() / 2) + list + (family == IpFamily.V4 ? prefix : "");
        byte[] message = HEX.parseHex("f".repeat(32) + "%04x02".formatted(19 + body.length() / 2) + body);
        CodecContext codec = new CodecContext(feeder.settings().external(), true);
        if (endsSession(type, flags)) {
            Decoded.Bad bad =
                    assertInstanceOf(Decoded.Bad.class, MessageDecoder.decode(ByteBuffer.wrap(message), codec));
            assertEquals(3, bad.notification().code());
            assertEquals(2, bad.notification().subcode());
        } else {
            assertTrue(
                    MessageDecoder.decode(ByteBuffer.wrap(message), codec) instanceof Decoded.Good,
                    () -> Opaque.of(message).toString());
            Announcements.take(rib, feeder, message, codec);
        }
    }

    private static String attribute(int type, int flags, String value) {
        String form = (flags & EXTENDED_LENGTH) != 0 ? "%02x%02x%04x" : "%02x%02x%02x";
        return form.formatted(flags, type, value.length() / 2) + value;
    }
}
