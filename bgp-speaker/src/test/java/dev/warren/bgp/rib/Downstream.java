package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.MessageHeader;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.RouteRefresh;
import dev.warren.bgp.wire.Update;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a neighbour holds after the octets that it was sent. */
final class Downstream {
    final Map<Prefix, PathAttributes> table = new HashMap<>();
    final List<IpFamily> endOfRib = new ArrayList<>();
    private final Set<Prefix> unconfirmed = new HashSet<>();
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
                Message message = assertInstanceOf(Decoded.Good.class, decoded).message();
                if (message instanceof RouteRefresh mark) {
                    take(mark);
                } else {
                    take(assertInstanceOf(Update.class, message));
                }
                left.position(left.position() + length);
            }
        }
    }

    /** RFC 7313 section 4: what isn't confirmed between both marks is gone. */
    private void take(RouteRefresh mark) {
        IpFamily family = mark.family().unicast().orElseThrow();
        if (mark.subtype() == RouteRefresh.BEGIN) {
            assertTrue(endOfRib.contains(family), "no refresh before the first dump is over");
            table.keySet().stream().filter(prefix -> prefix.family() == family).forEach(unconfirmed::add);
        } else {
            assertEquals(RouteRefresh.END, mark.subtype());
            unconfirmed.removeIf(prefix -> prefix.family() == family && table.remove(prefix) != null);
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
        prefixes.forEach(unconfirmed::remove);
    }

    private void announce(List<Prefix> prefixes, PathAttributes attributes) {
        announced += prefixes.size();
        prefixes.forEach(prefix -> table.put(prefix, attributes));
        prefixes.forEach(unconfirmed::remove);
    }
}
