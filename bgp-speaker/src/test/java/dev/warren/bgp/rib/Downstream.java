package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.MessageHeader;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.Update;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a neighbour holds after the octets that it was sent. */
final class Downstream {
    final Map<Prefix, PathAttributes> table = new HashMap<>();
    final List<IpFamily> endOfRib = new ArrayList<>();
    int announced;
    int needlessWithdrawals;
    private final CodecContext codec;

    Downstream(boolean fourOctetAs) {
        codec = new CodecContext(false, fourOctetAs);
    }

    void take(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            ByteBuffer left = buffer.duplicate();
            while (left.hasRemaining()) {
                int length = MessageHeader.messageLength(left);
                Decoded decoded = MessageDecoder.decode(left.slice(left.position(), length), codec);
                take(assertInstanceOf(
                        Update.class,
                        assertInstanceOf(Decoded.Good.class, decoded).message()));
                left.position(left.position() + length);
            }
        }
    }

    private void take(Update update) {
        assertEquals(List.of(), update.errors());
        if (update.endOfRib().isPresent()) {
            endOfRib.add(update.endOfRib().get());
            return;
        }
        withdraw(update.withdrawn());
        update.mpUnreach().ifPresent(unreach -> withdraw(unreach.withdrawn()));
        if (!update.announced().isEmpty()) {
            announce(update.announced(), update.attributes().orElseThrow());
        }
        update.mpReach()
                .ifPresent(reach -> announce(
                        reach.announced(),
                        update.attributes().orElseThrow().toBuilder()
                                .nextHop(reach.nextHop())
                                .build()));
    }

    private void withdraw(List<Prefix> prefixes) {
        prefixes.forEach(prefix -> needlessWithdrawals += table.remove(prefix) == null ? 1 : 0);
    }

    private void announce(List<Prefix> prefixes, PathAttributes attributes) {
        announced += prefixes.size();
        prefixes.forEach(prefix -> table.put(prefix, attributes));
    }
}
