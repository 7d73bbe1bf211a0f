package dev.warren.bgp.wire;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Prefixes on the wire (RFC 4271 section 4.3): a length in bits, then as many octets as it needs; before them four octets of path
 * identifier where that was agreed on (RFC 7911 section 3).
 */
final class Nlri {
    private static final int PATH_ID = 4;

    private Nlri() {}

    /** Prefixes and their path identifiers. */
    record Routes(List<Prefix> prefixes, PathIds ids) {
        static final Routes NONE = new Routes(List.of(), PathIds.NONE);
    }

    /** Reads prefixes to the end; bits after the length are ignored, as the RFC says. */
    static Routes decode(Octets octets, IpFamily family, boolean withIds, NotificationCode malformed)
            throws WireException {
        List<Prefix> prefixes = new ArrayList<>();
        List<Integer> ids = new ArrayList<>();
        try {
            while (octets.left() > 0) {
                if (withIds) {
                    ids.add(octets.i32());
                }
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
        return new Routes(prefixes, new PathIds(ids));
    }

    /** How many octets prefixes take. */
    static int size(List<Prefix> prefixes, boolean withIds) {
        int header = withIds ? PATH_ID + 1 : 1;
        return prefixes.stream()
                .mapToInt(prefix -> header + (prefix.length() + 7) / 8)
                .sum();
    }

    static void encode(List<Prefix> prefixes, PathIds ids, boolean withIds, ByteBuffer out) {
        for (int index = 0; index < prefixes.size(); index++) {
            Prefix prefix = prefixes.get(index);
            if (withIds) {
                out.putInt(ids.of(index));
            }
            out.put((byte) prefix.length());
            out.put(prefix.address().toBytes(), 0, (prefix.length() + 7) / 8);
        }
    }
}
