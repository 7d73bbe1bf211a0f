package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.MessageHeader;
import dev.warren.bgp.wire.Update;
import dev.warren.bgp.wire.UpdateScanner;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** UPDATEs of neighbours gone bad, all the way through the RIB: others hold what the best paths say, and nothing is left at the end. */
@Tag("slow")
class UpdateFuzzTest {
    private static final int MARKER = 16;
    private static final int UPDATE = 2;
    private static final int PEERS = 4;
    private static final UpdateScanner SCANNER = new UpdateScanner();

    /** Each UPDATE begins with an octet that says whose it is, and two of length. */
    static Stream<byte[]> conversations() {
        String attributes = "40010100" + "400206" + "02010000fde9" + "400304c0000209";
        String announce = "0000" + "0014" + attributes + "18c63364" + "10c612";
        String withdraw = "0007" + "18c63364" + "10c612" + "0000";
        String six = "0000" + "0028" + "800e1e" + "00020110" + "20010db8000900000000000000000009" + "00"
                + "3020010db80001" + "40010100" + "400200";
        Stream<String> few = Stream.of(
                one(0, announce) + one(1, announce) + one(0, withdraw),
                one(1, six) + one(2, six),
                one(2, announce),
                one(3, longPath(false)) + one(3, longPath(true)));
        return Stream.concat(few, IntStream.range(0, 256).mapToObj(UpdateFuzzTest::withAttribute))
                .map(hex -> HexFormat.of().parseHex(hex));
    }

    /** An attribute of a type with all flags that optional ones may have, from an external and an internal neighbour, of either family. */
    private static String withAttribute(int type) {
        StringBuilder conversation = new StringBuilder();
        for (int flags = 0x80; flags < 0x100; flags += 0x20) {
            String mandatory = "40010100" + "40020602010000fde9";
            String attribute = "%02x%02x08".formatted(flags, type) + "02010000fde90007";
            String hop = "400304c0000209";
            String reach = "800e1e" + "00020110" + "20010db8000900000000000000000009" + "00"
                    + "3020010db800%02x".formatted(flags);
            for (int peer = 0; peer < 2; peer++) {
                conversation.append(one(peer, body(mandatory + hop + attribute, "180a00%02x".formatted(flags))));
                conversation.append(one(peer, body(reach + mandatory + attribute, "")));
            }
        }
        return conversation.toString();
    }

    private static String body(String attributes, String announced) {
        return "0000%04x".formatted(attributes.length() / 2) + attributes + announced;
    }

    /** A path of two-octet numbers that has more than 65,535 octets with four-octet ones, and looks like attributes behind that. */
    private static String longPath(boolean six) {
        StringBuilder path = new StringBuilder();
        for (int segment = 0; segment < 65; segment++) {
            path.append("02ff").append("fdeb").append("c063".repeat(254));
        }
        String attributes = "40010100" + "5002%04x".formatted(path.length() / 2) + path;
        String reach = "800e1e" + "00020110" + "20010db8000900000000000000000009" + "00" + "3020010db80001";
        String all = six ? reach + attributes : attributes + "400304c0000209";
        return body(all, six ? "" : "10c612");
    }

    private static String one(int peer, String body) {
        return "%02x%04x".formatted(peer, body.length() / 2) + body;
    }

    @MethodSource("conversations")
    @FuzzTest
    void nothingIsLeftOfWhatNeighboursSaid(byte[] bytes) {
        RibFixture fixture = new RibFixture();
        fixture.peer("external", 65001, "10.0.0.2");
        fixture.peer("internal", RibFixture.OUR_AS, "10.0.0.3");
        fixture.peer("old", 65002, "10.0.0.4");
        fixture.twoOctetAs.add("long");
        fixture.extendedMessages.add("long");
        fixture.peer("long", 65003, "10.0.0.5");
        Downstream[] downstream = new Downstream[PEERS];
        for (int index = 0; index < PEERS; index++) {
            downstream[index] = new Downstream(fixture.fourOctetAs(fixture.peers.get(index)));
        }
        ByteBuffer script = ByteBuffer.wrap(bytes);
        while (script.remaining() >= 3) {
            RibPeer from = fixture.peers.get((script.get() & 0xff) % PEERS);
            byte[] body = new byte[Math.min(script.getShort() & 0xffff, script.remaining())];
            script.get(body);
            receive(fixture, from, body);
            RibPeer to = fixture.peers.get(1);
            downstream[1].take(fixture.rib.pull(to, 7));
            fixture.rib.work(5);
        }
        fixture.settle();
        for (int index = 0; index < PEERS; index++) {
            RibPeer to = fixture.peers.get(index);
            while (to.hasOutput()) {
                downstream[index].take(fixture.rib.pull(to, 7));
            }
            assertEquals(downstream[index].table.size(), advertised(to));
        }
        fixture.peers.forEach(fixture.rib::peerDown);
        fixture.settle();
        assertEquals("0 prefixes, 0 paths, 0 attribute sets, 0 next hops", fixture.rib.load());
    }

    private static int advertised(RibPeer to) {
        return to.families().stream().mapToInt(to::advertised).sum();
    }

    private static void receive(RibFixture fixture, RibPeer from, byte[] body) {
        CodecContext form = new CodecContext(
                from.settings().external(), fixture.fourOctetAs(from), fixture.hasExtendedMessages(from), Set.of());
        byte[] octets = new byte[MessageHeader.LENGTH + body.length];
        Arrays.fill(octets, 0, MARKER, (byte) 0xff);
        ByteBuffer.wrap(octets).putShort(MARKER, (short) octets.length);
        octets[MessageHeader.LENGTH - 1] = UPDATE;
        System.arraycopy(body, 0, octets, MessageHeader.LENGTH, body.length);
        if (body.length < 4 || octets.length > form.longestMessage()) {
            return; // no header says so
        }
        if (SCANNER.scan(octets, 0, octets.length, form) && fixture.rib.receive(from, octets, SCANNER)) {
            return;
        }
        if (MessageDecoder.decode(ByteBuffer.wrap(octets), form) instanceof Decoded.Good(Message message)
                && message instanceof Update update) {
            fixture.rib.receive(from, update);
        }
    }
}
