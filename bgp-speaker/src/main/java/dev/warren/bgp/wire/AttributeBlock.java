package dev.warren.bgp.wire;

import dev.warren.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The form in which attribute sets are kept: octets with four-octet AS numbers, ascending types, without next hop and prefixes.
 * Equal sets have equal blocks.
 */
public final class AttributeBlock {
    private static final CodecContext KEPT = new CodecContext(false, true);

    private AttributeBlock() {}

    /** The block of a set; its next hop is left out. */
    public static byte[] encode(PathAttributes attributes) {
        return encode(attributes, false, KEPT);
    }

    /** The same for a neighbour with two-octet AS numbers (RFC 6793 section 4.2.2); NEXT_HOP may be among them. */
    public static byte[] toTwoOctets(byte[] attributes) {
        return encode(decode(attributes), true, new CodecContext(false, false));
    }

    private static byte[] encode(PathAttributes attributes, boolean withNextHop, CodecContext context) {
        AttributeEncoder encoder = new AttributeEncoder(context);
        encoder.add(attributes, withNextHop);
        ByteBuffer out = ByteBuffer.allocate(encoder.size());
        encoder.writeTo(out);
        return out.array();
    }

    /** The set of a block that {@link #encode} made or {@link UpdateScanner} found valid. */
    public static PathAttributes decode(byte[] block, Optional<IpAddress> nextHop) {
        return decode(block).toBuilder().nextHop(nextHop).build();
    }

    private static PathAttributes decode(byte[] attributes) {
        AttributeDecoder decoder = new AttributeDecoder(KEPT);
        try {
            decoder.decode(new Octets(ByteBuffer.wrap(attributes)));
        } catch (WireException broken) {
            throw new IllegalArgumentException("not a block of attributes", broken);
        }
        return decoder.attributes().orElseThrow();
    }
}
