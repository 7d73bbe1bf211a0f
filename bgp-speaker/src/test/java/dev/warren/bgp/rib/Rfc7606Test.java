package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.TestData;
import dev.warren.bgp.wire.Update;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * FRR's 58 malformed attributes, through codec and RIB, with a prefix of either family, straight to the decoder and by the way that sessions
 * take: a route announced before is withdrawn, or stays with the attribute dropped.
 */
class Rfc7606Test {
    /** What an IPv6 route has where the list of cases names an IPv4 next hop. */
    private static final Map<String, String> MARTIANS =
            Map.of("0.0.0.0", "::", "127.0.0.1", "::1", "224.0.0.1", "ff02::1");

    private static final Map<IpFamily, Prefix> PREFIXES =
            Map.of(IpFamily.V4, Prefix.parse("10.1.0.0/16"), IpFamily.V6, Prefix.parse("2001:db8:a::/48"));

    @TestFactory
    List<DynamicTest> malformedAttributes() throws IOException {
        JsonNode cases = new ObjectMapper()
                .readTree(TestData.bgp("rfc7606-treat-as-withdraw.json").toFile())
                .path("cases");
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : cases) {
            for (String kind : List.of("ebgp", "ibgp")) {
                for (IpFamily family : IpFamily.values()) {
                    if (!one.path(kind).isNull()) {
                        tests.add(DynamicTest.dynamicTest(one.path("name").asText() + " " + kind + " " + family, () -> {
                            check(one, kind.equals("ebgp"), family, Rfc7606Test::receiveDecoded);
                            check(one, kind.equals("ebgp"), family, Announcements::take);
                        }));
                    }
                }
            }
        }
        assertTrue(tests.size() > 200, tests.size() + " cases");
        return tests;
    }

    /** How a message comes into the RIB. */
    private interface Entry {
        void receive(Rib rib, RibPeer from, byte[] message, CodecContext context);
    }

    private static void check(JsonNode one, boolean external, IpFamily family, Entry entry) {
        Prefix prefix = Optional.ofNullable(PREFIXES.get(family)).orElseThrow();
        RibFixture fixture = new RibFixture();
        RibPeer peer = fixture.peer("peer", external ? 65001 : RibFixture.OUR_AS, "10.0.0.2");
        CodecContext context = new CodecContext(external, true);
        entry.receive(fixture.rib, peer, message(attributes(external, family), family), context);
        fixture.settle();
        assertTrue(fixture.rib.best(prefix).isPresent(), "the good route is there");

        Map<Integer, String> attributes = attributes(external, family);
        if (one.path("attributeType").isNull()) {
            nextHop(attributes, family, one.path("nextHop").asText());
        } else {
            String value = one.path("value").asText();
            int type = one.path("attributeType").asInt();
            attributes.put(
                    type, String.format("%02x%02x%02x", one.path("flags").asInt(), type, value.length() / 2) + value);
        }
        entry.receive(fixture.rib, peer, message(attributes, family), context);
        fixture.settle();
        String expected = one.path(external ? "ebgp" : "ibgp").asText();
        String outcome = fixture.rib.best(prefix).isPresent() ? "discard" : "withdraw";
        assertEquals(expected, outcome, one.path("spec").asText());
        assertEquals(outcome.equals("withdraw") ? 1 : 0, peer.refused(family));
    }

    private static void nextHop(Map<Integer, String> attributes, IpFamily family, String hop) {
        if (family == IpFamily.V4) {
            attributes.put(3, "400304" + hex(hop));
        } else {
            attributes.put(
                    14,
                    "800e1c" + "00020110" + hex(MARTIANS.getOrDefault(hop, "2001:db8::2")) + "00" + "3020010db8000a");
        }
    }

    private static String hex(String address) {
        return HexFormat.of().formatHex(IpAddress.parse(address).toBytes());
    }

    private static Map<Integer, String> attributes(boolean external, IpFamily family) {
        Map<Integer, String> attributes = new TreeMap<>();
        attributes.put(1, "40010100");
        attributes.put(2, external ? "4002060201" + "0000fde9" : "400200");
        nextHop(attributes, family, "192.0.2.2");
        if (!external) {
            attributes.put(5, "40050400000064");
        }
        return attributes;
    }

    private static byte[] message(Map<Integer, String> attributes, IpFamily family) {
        String list = String.join("", attributes.values());
        String body =
                "0000" + String.format("%04x", list.length() / 2) + list + (family == IpFamily.V4 ? "100a01" : "");
        String header = "f".repeat(32) + String.format("%04x02", 19 + body.length() / 2);
        return HexFormat.of().parseHex(header + body);
    }

    private static void receiveDecoded(Rib rib, RibPeer from, byte[] message, CodecContext context) {
        Decoded.Good good =
                assertInstanceOf(Decoded.Good.class, MessageDecoder.decode(ByteBuffer.wrap(message), context));
        rib.receive(from, assertInstanceOf(Update.class, good.message()));
    }
}
