package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.warren.bgp.wire.AttributeCursor;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.MessageHeader;
import dev.warren.bgp.wire.Update;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The attributes with which prefixes go out to a neighbour, as octets. */
final class SentAttributes {
    private SentAttributes() {}

    /** All that is to be sent: of each prefix, by type, the flags and the value of its attributes as "c0 fde90007". */
    static Map<Prefix, Map<Integer, String>> of(RibFixture fixture, RibPeer sink) {
        Map<Prefix, Map<Integer, String>> sent = new HashMap<>();
        CodecContext codec = new CodecContext(sink.settings().external(), fixture.fourOctetAs(sink));
        fixture.settle();
        while (sink.hasOutput()) {
            for (ByteBuffer run : fixture.rib.pull(sink, 1_000)) {
                ByteBuffer left = run.duplicate();
                while (left.hasRemaining()) {
                    byte[] message = new byte[MessageHeader.messageLength(left)];
                    left.get(message);
                    take(message, codec, sent);
                }
            }
        }
        return sent;
    }

    private static void take(byte[] message, CodecContext codec, Map<Prefix, Map<Integer, String>> sent) {
        Decoded.Good good =
                assertInstanceOf(Decoded.Good.class, MessageDecoder.decode(ByteBuffer.wrap(message), codec));
        Update update = assertInstanceOf(Update.class, good.message());
        assertEquals(List.of(), update.errors());
        Map<Integer, String> attributes = attributes(message);
        Stream.concat(
                        update.announced().stream(),
                        update.mpReach().stream().flatMap(reach -> reach.announced().stream()))
                .forEach(prefix -> sent.put(prefix, attributes));
    }

    private static Map<Integer, String> attributes(byte[] message) {
        ByteBuffer octets = ByteBuffer.wrap(message);
        int list = MessageHeader.LENGTH + 2 + octets.getShort(MessageHeader.LENGTH);
        AttributeCursor at = new AttributeCursor();
        at.reset(message, list + 2, list + 2 + (octets.getShort(list) & 0xffff));
        Map<Integer, String> attributes = new TreeMap<>();
        while (at.next()) {
            attributes.put(
                    at.type(),
                    "%02x ".formatted(at.flags()) + HexFormat.of().formatHex(message, at.valueFrom(), at.end()));
        }
        return attributes;
    }
}
