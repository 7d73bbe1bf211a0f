package dev.warren.bgp.wire;

import dev.warren.bgp.wire.AttributeError.Outcome;
import dev.warren.bgp.wire.Update.MpReach;
import dev.warren.bgp.wire.Update.MpUnreach;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * The path attributes of one UPDATE: flags and lengths by the table of {@link AttributeType}, values by {@link
 * AttributeValues}. An error doesn't stop the reading, so that all prefixes are found that must be withdrawn.
 */
final class AttributeDecoder {
    private final CodecContext context;
    private final AttributeValues values;
    private final BitSet seen = new BitSet(256);
    private final List<AttributeError> errors = new ArrayList<>();
    private Optional<MpReach> mpReach = Optional.empty();
    private Optional<MpUnreach> mpUnreach = Optional.empty();
    private boolean cut;

    AttributeDecoder(CodecContext context) {
        this.context = context;
        this.values = new AttributeValues(context);
    }

    void decode(Octets octets) throws WireException {
        while (octets.left() > 0) {
            int type = 0;
            Octets value;
            int flags;
            try {
                flags = octets.u8();
                type = octets.u8();
                boolean extended = (flags & AttributeFlags.EXTENDED_LENGTH) != 0;
                value = octets.slice(extended ? octets.u16() : octets.u8());
            } catch (ShortReadException early) {
                // RFC 7606 section 4: the lengths conflict, what follows can't be read.
                cut = true;
                error(type, Outcome.TREAT_AS_WITHDRAW, "the attribute list ends early: " + early.getMessage());
                return;
            }
            attribute(flags & ~AttributeFlags.EXTENDED_LENGTH & 0xf0, type, value);
        }
    }

    private void attribute(int flags, int code, Octets value) throws WireException {
        if (seen.get(code)) {
            repeated(code);
            return;
        }
        seen.set(code);
        AttributeType type = AttributeType.of(code);
        if (type == null) {
            unknown(flags, code, value);
            return;
        }
        if (!type.fits(flags)) {
            error(code, Outcome.TREAT_AS_WITHDRAW, type + " with flags 0x" + Integer.toHexString(flags));
        }
        if (type.internalOnly() && context.external()) {
            return;
        }
        if (!type.fitsLength(value.left())) {
            malformed(type, value, "a length of " + value.left());
            return;
        }
        try {
            switch (type) {
                case MP_REACH_NLRI -> mpReach = Optional.of(MultiprotocolCodec.decodeReach(value, context));
                case MP_UNREACH_NLRI -> mpUnreach = Optional.of(MultiprotocolCodec.decodeUnreach(value, context));
                default -> {
                    Optional<String> complaint = values.take(type, flags, value);
                    if (complaint.isPresent()) {
                        malformed(type, value, complaint.get());
                    }
                }
            }
        } catch (ShortReadException early) {
            malformed(type, value, "it ends early: " + early.getMessage());
        }
    }

    /** RFC 7606 section 3(g): all but the first are dropped, but two lists of prefixes end the session. */
    private void repeated(int code) throws WireException {
        if (code == AttributeType.MP_REACH_NLRI.code() || code == AttributeType.MP_UNREACH_NLRI.code()) {
            throw new WireException(NotificationCode.MALFORMED_ATTRIBUTE_LIST, "attribute " + code + " stands twice");
        }
        error(code, Outcome.ATTRIBUTE_DISCARD, "attribute " + code + " stands twice");
    }

    private void unknown(int flags, int code, Octets value) throws WireException {
        if ((flags & AttributeFlags.OPTIONAL) == 0) {
            throw new WireException(
                    NotificationCode.UNRECOGNIZED_WELL_KNOWN_ATTRIBUTE,
                    whole(flags, code, value),
                    "attribute " + code + " is unknown and not optional");
        }
        values.keep(new UnknownAttribute(flags, code, value.peek()));
    }

    private void malformed(AttributeType type, Octets value, String detail) throws WireException {
        if (type.whenMalformed() == Outcome.SESSION_RESET) {
            throw new WireException(
                    NotificationCode.OPTIONAL_ATTRIBUTE_ERROR,
                    whole(type.flags(), type.code(), value),
                    type + ": " + detail);
        }
        // RFC 6793 section 6: from a speaker of two octets a malformed AS4_PATH is only dropped.
        boolean dropAs4Path = type == AttributeType.AS4_PATH && !context.fourOctetAs();
        error(type.code(), dropAs4Path ? Outcome.ATTRIBUTE_DISCARD : type.whenMalformed(), type + ": " + detail);
    }

    /** RFC 4271 section 6.3: the data of the NOTIFICATION is the attribute, as far as it wasn't read already. */
    private static Opaque whole(int flags, int code, Octets value) {
        byte[] octets = value.peek().toBytes();
        return Opaque.of(ByteBuffer.allocate(4 + octets.length)
                .put((byte) (flags | AttributeFlags.EXTENDED_LENGTH))
                .put((byte) code)
                .putShort((short) octets.length)
                .put(octets)
                .array());
    }

    /** RFC 7606 section 3(d): what announces needs ORIGIN and AS_PATH, and IPv4 prefixes NEXT_HOP. */
    void requireMandatory(boolean announcesIpv4) {
        boolean announces = announcesIpv4 || mpReach.isPresent();
        if (announces) {
            require(AttributeType.ORIGIN);
            require(AttributeType.AS_PATH);
        } else if (hasOthers() && attributes().isEmpty()) {
            error(0, Outcome.ATTRIBUTE_DISCARD, "attributes without routes");
        }
        if (announcesIpv4) {
            require(AttributeType.NEXT_HOP);
        }
    }

    /** True if there are attributes beside MP_UNREACH_NLRI, or may be some that can't be read. */
    boolean hasOthers() {
        return cut || seen.cardinality() > (mpUnreach.isPresent() ? 1 : 0);
    }

    private void require(AttributeType type) {
        if (!seen.get(type.code())) {
            error(type.code(), Outcome.TREAT_AS_WITHDRAW, type + " is missing");
        }
    }

    private void error(int type, Outcome outcome, String detail) {
        errors.add(new AttributeError(type, outcome, detail));
    }

    Optional<PathAttributes> attributes() {
        return values.build();
    }

    boolean lostSets() {
        return values.lostSets();
    }

    Optional<MpReach> mpReach() {
        return mpReach;
    }

    Optional<MpUnreach> mpUnreach() {
        return mpUnreach;
    }

    List<AttributeError> errors() {
        return errors;
    }
}
