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
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** FRR's 58 malformed attributes, through codec and RIB: a route announced before is withdrawn, or stays with the attribute dropped. */
class Rfc7606Test {
    private static final Prefix PREFIX = Prefix.parse("10.1.0.0/16");

    @TestFactory
    List<DynamicTest> malformedAttributes() throws IOException {
        JsonNode cases = new ObjectMapper()
                .readTree(TestData.bgp("rfc7606-treat-as-withdraw.json").toFile())
                .path("cases");
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode one : cases) {
            for (String kind : List.of("ebgp", "ibgp")) {
                if (!one.path(kind).isNull()) {
                    tests.add(DynamicTest.dynamicTest(
                            one.path("name").asText() + " " + kind, () -> check(one, kind.equals("ebgp"))));
                }
            }
        }
        assertTrue(tests.size() > 100, tests.size() + " cases");
        return tests;
    }

    private static void check(JsonNode one, boolean external) {
        RibFixture fixture = new RibFixture();
        RibPeer peer = fixture.peer("peer", external ? 65001 : RibFixture.OUR_AS, "10.0.0.2");
        CodecContext context = new CodecContext(external, true);
        fixture.rib.receive(peer, decode(message(attributes(external)), context));
        fixture.settle();
        assertTrue(fixture.rib.best(PREFIX).isPresent(), "the good route is there");

        Map<Integer, String> attributes = attributes(external);
        if (one.path("attributeType").isNull()) {
            byte[] nextHop = IpAddress.parse(one.path("nextHop").asText()).toBytes();
            attributes.put(3, "400304" + HexFormat.of().formatHex(nextHop));
        } else {
            String value = one.path("value").asText();
            int type = one.path("attributeType").asInt();
            attributes.put(
                    type, String.format("%02x%02x%02x", one.path("flags").asInt(), type, value.length() / 2) + value);
        }
        fixture.rib.receive(peer, decode(message(attributes), context));
        fixture.settle();
        String expected = one.path(external ? "ebgp" : "ibgp").asText();
        String outcome = fixture.rib.best(PREFIX).isPresent() ? "discard" : "withdraw";
        assertEquals(expected, outcome, one.path("spec").asText());
        assertEquals(outcome.equals("withdraw") ? 1 : 0, peer.refused(IpFamily.V4));
    }

    private static Map<Integer, String> attributes(boolean external) {
        Map<Integer, String> attributes = new TreeMap<>();
        attributes.put(1, "40010100");
        attributes.put(2, external ? "4002060201" + "0000fde9" : "400200");
        attributes.put(3, "400304c0000202");
        if (!external) {
            attributes.put(5, "40050400000064");
        }
        return attributes;
    }

    private static ByteBuffer message(Map<Integer, String> attributes) {
        String list = String.join("", attributes.values());
        String body = "0000" + String.format("%04x", list.length() / 2) + list + "100a01";
        String header = "f".repeat(32) + String.format("%04x02", 19 + body.length() / 2);
        return ByteBuffer.wrap(HexFormat.of().parseHex(header + body));
    }

    private static Update decode(ByteBuffer message, CodecContext context) {
        Decoded.Good good = assertInstanceOf(Decoded.Good.class, MessageDecoder.decode(message, context));
        return assertInstanceOf(Update.class, good.message());
    }
}
