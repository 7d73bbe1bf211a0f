package dev.warren.bgp.wire;

import dev.warren.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The form in which attribute sets are kept: octets with four-octet AS numbers, ascending types, without next hop and prefixes.
 * Equal sets have equal blocks.
 */
public final class AttributeBlock {
    /** The octets of the longest value of an attribute (RFC 4271 section 4.3). */
    public static final int MAX_VALUE = AttributeEncoder.MAX_VALUE;

    private static final CodecContext KEPT = new CodecContext(false, true);

    private AttributeBlock() {}

    /**
     * The block of a set; its next hop is left out.
     *
     * @throws IllegalArgumentException if a value has more than {@link #MAX_VALUE} octets in it
     */
    public static byte[] encode(PathAttributes attributes) {
        return encodeIfFits(attributes).orElseThrow(() -> new IllegalArgumentException("too long for a block"));
    }

    /**
     * The same; empty if a value has more than {@link #MAX_VALUE} octets in it. An AS_PATH that came with two-octet numbers needs
     * twice its octets here.
     */
    public static Optional<byte[]> encodeIfFits(PathAttributes attributes) {
        return encode(attributes, false, KEPT);
    }

    /**
     * A block for a neighbour with two-octet AS numbers (RFC 6793 section 4.2.2); NEXT_HOP may be among the attributes. No value gets
     * longer.
     */
    public static byte[] toTwoOctets(byte[] attributes) {
        return encode(decode(attributes), true, new CodecContext(false, false)).orElseThrow();
    }

    private static Optional<byte[]> encode(PathAttributes attributes, boolean withNextHop, CodecContext context) {
        AttributeEncoder encoder = new AttributeEncoder(context);
        encoder.add(attributes, withNextHop);
        if (!encoder.fits()) {
            return Optional.empty();
        }
        ByteBuffer out = ByteBuffer.allocate(encoder.size());
        encoder.writeTo(out);
        return Optional.of(out.array());
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
