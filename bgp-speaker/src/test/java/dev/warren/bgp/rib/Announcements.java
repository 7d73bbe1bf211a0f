package dev.warren.bgp.rib;

import dev.warren.bgp.wire.Announcement;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.MessageEncoder;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.Update;
import dev.warren.bgp.wire.UpdateScanner;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;

/** Announcements as octets, by the ways that a session takes. */
final class Announcements {
    /** How octets come into the RIB. */
    enum Way {
        /** Plain ones, scanned. */
        SCANNED,
        /** Those of a neighbour with two-octet AS numbers, decoded. */
        DECODED
    }

    private Announcements() {}

    static void receive(Rib rib, RibPeer from, Prefix prefix, PathAttributes attributes) {
        receive(Way.SCANNED, rib, from, prefix, attributes);
    }

    static void receive(Way way, Rib rib, RibPeer from, Prefix prefix, PathAttributes attributes) {
        CodecContext codec = new CodecContext(from.settings().external(), way == Way.SCANNED);
        ByteBuffer encoded = MessageEncoder.encode(Announcement.of(prefix, attributes), codec);
        if (way == Way.DECODED) {
            rib.receive(from, (Update) ((Decoded.Good) MessageDecoder.decode(encoded, codec)).message());
            return;
        }
        byte[] octets = new byte[encoded.remaining()];
        encoded.get(octets);
        if (!scans(rib, from, octets, codec)) {
            throw new IllegalStateException("not plain: " + prefix + " " + attributes);
        }
    }

    /** As sessions do: by the short way, or decoded. */
    static void take(Rib rib, RibPeer from, byte[] message, CodecContext codec) {
        if (!scans(rib, from, message, codec)) {
            rib.receive(
                    from, (Update) ((Decoded.Good) MessageDecoder.decode(ByteBuffer.wrap(message), codec)).message());
        }
    }

    private static boolean scans(Rib rib, RibPeer from, byte[] octets, CodecContext codec) {
        UpdateScanner scanner = new UpdateScanner();
        return scanner.scan(octets, 0, octets.length, codec) && rib.receive(from, octets, scanner);
    }
}
