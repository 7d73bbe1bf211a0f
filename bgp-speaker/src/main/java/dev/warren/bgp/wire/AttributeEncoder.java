package dev.warren.bgp.wire;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Path attributes to octets, in ascending order of their type (RFC 4271 section 5). */
final class AttributeEncoder {
    private record Encoded(int flags, int type, Opaque value) {}

    /** The octets of the longest value: its length has two (RFC 4271 section 4.3). */
    static final int MAX_VALUE = 0xffff;

    private final CodecContext context;
    private final List<Encoded> encoded = new ArrayList<>();
    private Set<Integer> partial = Set.of();

    AttributeEncoder(CodecContext context) {
        this.context = context;
    }

    /** Adds the attributes of a set; the next hop only if {@code withNextHop} and it is IPv4. */
    void add(PathAttributes attributes, boolean withNextHop) {
        partial = attributes.partial();
        put(AttributeType.ORIGIN, new byte[] {(byte) attributes.origin().code()});
        addPath(attributes.asPath());
        if (withNextHop) {
            attributes
                    .nextHop()
                    .filter(hop -> hop.family() == IpFamily.V4)
                    .map(IpAddress::toBytes)
                    .ifPresent(hop -> put(AttributeType.NEXT_HOP, hop));
        }
        attributes.med().ifPresent(med -> put(AttributeType.MULTI_EXIT_DISC, octets((int) med)));
        attributes.localPreference().ifPresent(value -> put(AttributeType.LOCAL_PREF, octets((int) value)));
        if (attributes.atomicAggregate()) {
            put(AttributeType.ATOMIC_AGGREGATE, new byte[0]);
        }
        attributes.aggregator().ifPresent(this::addAggregator);
        putAll(AttributeType.COMMUNITIES, attributes.communities(), 4, (c, out) -> out.putInt(c.bits()));
        attributes.originatorId().ifPresent(id -> put(AttributeType.ORIGINATOR_ID, octets(id.bits())));
        putAll(AttributeType.CLUSTER_LIST, attributes.clusterList(), 4, (id, out) -> out.putInt(id.bits()));
        putAll(
                AttributeType.EXTENDED_COMMUNITIES,
                attributes.extendedCommunities(),
                8,
                (c, out) -> out.putLong(c.bits()));
        putAll(
                AttributeType.LARGE_COMMUNITY,
                attributes.largeCommunities(),
                12,
                (c, out) -> out.putInt(c.global()).putInt(c.local1()).putInt(c.local2()));
        for (UnknownAttribute unknown : attributes.unknown()) {
            encoded.add(new Encoded(unknown.flags(), unknown.type(), unknown.value()));
        }
    }

    private void addPath(AsPath path) {
        put(AttributeType.AS_PATH, AsPathCodec.encode(path, context.fourOctetAs()));
        if (!context.fourOctetAs() && AsPathCodec.needsFourOctets(path)) {
            put(AttributeType.AS4_PATH, AsPathCodec.encode(AsPathCodec.withoutConfederation(path), true));
        }
    }

    private void addAggregator(Aggregator aggregator) {
        int address = (int) aggregator.address().low();
        byte[] exact = ByteBuffer.allocate(8)
                .putInt((int) aggregator.asn().value())
                .putInt(address)
                .array();
        if (context.fourOctetAs()) {
            put(AttributeType.AGGREGATOR, exact);
            return;
        }
        put(
                AttributeType.AGGREGATOR,
                ByteBuffer.allocate(6)
                        .putShort((short) aggregator.asn().twoOctets())
                        .putInt(address)
                        .array());
        if (aggregator.asn().value() > 0xffff) {
            put(AttributeType.AS4_AGGREGATOR, exact);
        }
    }

    void add(Update.MpReach reach) {
        put(AttributeType.MP_REACH_NLRI, MultiprotocolCodec.encode(reach, context));
    }

    void add(Update.MpUnreach unreach) {
        put(AttributeType.MP_UNREACH_NLRI, MultiprotocolCodec.encode(unreach, context));
    }

    /** False if a value is longer than its length can say. */
    boolean fits() {
        return encoded.stream().allMatch(attribute -> attribute.value().length() <= MAX_VALUE);
    }

    /** All that was added; {@link BufferOverflowException} if there is no room, or not in the length of a value. */
    void writeTo(ByteBuffer out) {
        encoded.sort(Comparator.comparingInt(Encoded::type));
        for (Encoded attribute : encoded) {
            int length = attribute.value().length();
            if (length > MAX_VALUE) {
                throw new BufferOverflowException();
            }
            if (length > 0xff) {
                out.put((byte) (attribute.flags() | AttributeFlags.EXTENDED_LENGTH));
                out.put((byte) attribute.type()).putShort((short) length);
            } else {
                out.put((byte) attribute.flags()).put((byte) attribute.type()).put((byte) length);
            }
            out.put(attribute.value().toBytes());
        }
    }

    /** How many octets {@link #writeTo} writes. */
    int size() {
        return encoded.stream()
                .mapToInt(attribute ->
                        attribute.value().length() + (attribute.value().length() > 0xff ? 4 : 3))
                .sum();
    }

    private interface Writer<T> {
        void write(T value, ByteBuffer out);
    }

    private <T> void putAll(AttributeType type, List<T> values, int octetsEach, Writer<T> writer) {
        if (!values.isEmpty()) {
            ByteBuffer out = ByteBuffer.allocate(values.size() * octetsEach);
            values.forEach(value -> writer.write(value, out));
            put(type, out.array());
        }
    }

    private void put(AttributeType type, byte[] value) {
        int flags = type.flags() | (partial.contains(type.code()) ? AttributeFlags.PARTIAL : 0);
        encoded.add(new Encoded(flags, type.code(), Opaque.of(value)));
    }

    private static byte[] octets(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }
}
