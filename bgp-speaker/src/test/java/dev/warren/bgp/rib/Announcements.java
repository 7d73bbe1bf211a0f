package dev.warren.bgp.rib;

import dev.warren.bgp.wire.AddressFamily;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.MessageEncoder;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.Update;
import dev.warren.bgp.wire.UpdateScanner;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Announcements as octets, by the way that a session takes. */
final class Announcements {
    private Announcements() {}

    static void receive(Rib rib, RibPeer from, Prefix prefix, PathAttributes attributes) {
        boolean v4 = prefix.family() == IpFamily.V4;
        Update.MpReach reach =
                new Update.MpReach(AddressFamily.IPV6_UNICAST, attributes.nextHop(), Optional.empty(), List.of(prefix));
        Update update = new Update(
                List.of(),
                Optional.of(
                        v4
                                ? attributes
                                : attributes.toBuilder()
                                        .nextHop(Optional.empty())
                                        .build()),
                v4 ? List.of(prefix) : List.of(),
                v4 ? Optional.empty() : Optional.of(reach),
                Optional.empty(),
                List.of());
        CodecContext codec = new CodecContext(from.settings().external(), true);
        ByteBuffer encoded = MessageEncoder.encode(update, codec);
        byte[] octets = new byte[encoded.remaining()];
        encoded.get(octets);
        UpdateScanner scanner = new UpdateScanner();
        if (!scanner.scan(octets, 0, octets.length, codec) || !rib.receive(from, octets, scanner)) {
            throw new IllegalStateException("not plain: " + update);
        }
    }
}
