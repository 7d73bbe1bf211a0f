package dev.warren.bgp.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/** The form of attributes that we carry without using them, as far as others withdraw routes for it. */
final class CarriedAttributes {
    private static final int PMSI_MAX_TYPE = 7;
    private static final int PMSI_INGRESS_REPLICATION = 6;
    private static final int PMSI_HEADER = 5;
    private static final int TWO_OCTET_LENGTH_FROM = 128;

    private CarriedAttributes() {}

    /** PMSI_TUNNEL (RFC 6514 section 5): flags, tunnel type, three octets of label, tunnel identifier. */
    static Optional<String> pmsiComplaint(Opaque value) {
        byte[] octets = value.toBytes();
        int type = octets[1] & 0xff;
        int identifier = octets.length - PMSI_HEADER;
        if (type > PMSI_MAX_TYPE) {
            return Optional.of("tunnel type " + type);
        }
        boolean fits = type != PMSI_INGRESS_REPLICATION || identifier == 4 || identifier == 16;
        return fits ? Optional.empty() : Optional.of("an ingress replication identifier of " + identifier);
    }

    /** TUNNEL_ENCAPSULATION (RFC 9012 section 2): TLVs of type 2, length 2, with sub-TLVs of type 1, length 1 or 2. */
    static Optional<String> encapsulationComplaint(Opaque value) {
        ByteBuffer octets = ByteBuffer.wrap(value.toBytes());
        while (octets.hasRemaining()) {
            if (octets.remaining() < 4) {
                return Optional.of("a tunnel ends early");
            }
            octets.getShort();
            int length = octets.getShort() & 0xffff;
            if (length > octets.remaining()) {
                return Optional.of("a tunnel of " + length + " octets where " + octets.remaining() + " follow");
            }
            if (!subTlvsFit(octets.slice(octets.position(), length))) {
                return Optional.of("a sub-TLV ends early");
            }
            octets.position(octets.position() + length);
        }
        return Optional.empty();
    }

    private static boolean subTlvsFit(ByteBuffer octets) {
        while (octets.hasRemaining()) {
            boolean twoOctets = (octets.get() & 0xff) >= TWO_OCTET_LENGTH_FROM;
            if (octets.remaining() < (twoOctets ? 2 : 1)) {
                return false;
            }
            int length = twoOctets ? octets.getShort() & 0xffff : octets.get() & 0xff;
            if (length > octets.remaining()) {
                return false;
            }
            octets.position(octets.position() + length);
        }
        return true;
    }

    /** ONLY_TO_CUSTOMER (RFC 9234 section 5): an AS number, not 0 (RFC 7607). */
    static Optional<String> onlyToCustomerComplaint(Opaque value) {
        return ByteBuffer.wrap(value.toBytes()).getInt() == 0 ? Optional.of("AS 0") : Optional.empty();
    }
}
