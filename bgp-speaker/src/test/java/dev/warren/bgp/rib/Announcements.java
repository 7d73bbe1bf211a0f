package dev.warren.bgp.rib;

import dev.warren.bgp.wire.Announcement;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.MessageEncoder;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.UpdateScanner;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;

/** Announcements as octets, by the way that a session takes. */
final class Announcements {
    private Announcements() {}

    static void receive(Rib rib, RibPeer from, Prefix prefix, PathAttributes attributes) {
        CodecContext codec = new CodecContext(from.settings().external(), true);
        ByteBuffer encoded = MessageEncoder.encode(Announcement.of(prefix, attributes), codec);
        byte[] octets = new byte[encoded.remaining()];
        encoded.get(octets);
        UpdateScanner scanner = new UpdateScanner();
        if (!scanner.scan(octets, 0, octets.length, codec) || !rib.receive(from, octets, scanner)) {
            throw new IllegalStateException("not plain: " + prefix + " " + attributes);
        }
    }
}
