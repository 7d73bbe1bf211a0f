package dev.warren.bgp.wire;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prefixes on the wire (RFC 4271 section 4.3): a length in bits, then as many octets as it needs. */
final class Nlri {
    private Nlri() {}

    /** Reads prefixes to the end; bits after the length are ignored, as the RFC says. */
    static List<Prefix> decode(Octets octets, IpFamily family, NotificationCode malformed) throws WireException {
        List<Prefix> prefixes = new ArrayList<>();
        try {
            while (octets.left() > 0) {
                int length = octets.u8();
                if (length > family.bits()) {
                    throw new WireException(malformed, "a prefix length of " + length + " in " + family);
                }
                byte[] address = octets.bytes((length + 7) / 8);
                prefixes.add(Prefix.around(IpAddress.of(Arrays.copyOf(address, family.bytes())), length));
            }
        } catch (ShortReadException cut) {
            throw new WireException(malformed, "a prefix ends early: " + cut.getMessage());
        }
        return prefixes;
    }

    /** How many octets a prefix takes. */
    static int size(Prefix prefix) {
        return 1 + (prefix.length() + 7) / 8;
    }

    static void encode(Prefix prefix, ByteBuffer out) {
        out.put((byte) prefix.length());
        out.put(prefix.address().toBytes(), 0, (prefix.length() + 7) / 8);
    }

    static int size(List<Prefix> prefixes) {
        return prefixes.stream().mapToInt(Nlri::size).sum();
    }
}
