package dev.warren.bgp.policy;

import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.ExtendedCommunity;
import dev.warren.bgp.wire.LargeCommunity;
import java.util.HexFormat;

/** Which communities are meant, of one of the three kinds. */
public sealed interface CommunityPattern {
    /** The attribute that holds this kind. */
    int type();

    /** How many octets each community has. */
    int width();

    /** True if the community at a place of the attribute's value is meant. */
    boolean matches(byte[] value, int at);

    /**
     * Standard communities (RFC 1997) by ranges of both halves. The text form is {@code AS:VALUE}, where each part is a number, a
     * range {@code N-M} or {@code *}.
     */
    record Standard(NumberRange as, NumberRange value) implements CommunityPattern {
        private static final long MAX = 0xffff;

        /** Exactly one. */
        public static Standard of(Community community) {
            return parse(community.toString());
        }

        /**
         * Reads the text form.
         *
         * @throws IllegalArgumentException if the text is none
         */
        public static Standard parse(String text) {
            String[] parts = parts(text, 2, "AS:VALUE");
            return new Standard(NumberRange.parse(parts[0], MAX), NumberRange.parse(parts[1], MAX));
        }

        @Override
        public int type() {
            return Blocks.COMMUNITIES;
        }

        @Override
        public int width() {
            return 4;
        }

        @Override
        public boolean matches(byte[] octets, int at) {
            int bits = int32(octets, at);
            return as.contains(bits >>> 16) && value.contains(bits & 0xffff);
        }

        @Override
        public String toString() {
            return as.text(MAX) + ":" + value.text(MAX);
        }
    }

    /** Large communities (RFC 8092) by ranges of the three parts, with the text form {@code GLOBAL:LOCAL1:LOCAL2}. */
    record Large(NumberRange global, NumberRange local1, NumberRange local2) implements CommunityPattern {
        private static final long MAX = 0xffff_ffffL;

        /** Exactly one. */
        public static Large of(LargeCommunity community) {
            return parse(community.toString());
        }

        /**
         * Reads the text form.
         *
         * @throws IllegalArgumentException if the text is none
         */
        public static Large parse(String text) {
            String[] parts = parts(text, 3, "GLOBAL:LOCAL1:LOCAL2");
            return new Large(
                    NumberRange.parse(parts[0], MAX),
                    NumberRange.parse(parts[1], MAX),
                    NumberRange.parse(parts[2], MAX));
        }

        @Override
        public int type() {
            return Blocks.LARGE_COMMUNITY;
        }

        @Override
        public int width() {
            return 12;
        }

        @Override
        public boolean matches(byte[] octets, int at) {
            return global.contains(int32(octets, at))
                    && local1.contains(int32(octets, at + 4))
                    && local2.contains(int32(octets, at + 8));
        }

        @Override
        public String toString() {
            return global.text(MAX) + ":" + local1.text(MAX) + ":" + local2.text(MAX);
        }
    }

    /**
     * Extended communities (RFC 4360): those whose octets under a mask are the given ones. The text form is that of {@link
     * ExtendedCommunity} for one of them, {@code rt:ADMINISTRATOR:*} or the same with {@code ro} for all targets or origins of
     * an AS or address, and for all else {@code VALUE/MASK}, each of sixteen hexadecimal digits.
     */
    record Extended(long value, long mask) implements CommunityPattern {
        private static final String ANY = ":*";

        /** Exactly one. */
        public static Extended of(ExtendedCommunity community) {
            return new Extended(community.bits(), -1);
        }

        /** All of the type, subtype and administrator of one: behind a two-octet AS number are four octets, behind others two. */
        private static Extended ofAdministrator(ExtendedCommunity one) {
            boolean twoOctets = (one.bits() >>> 56 & 0x3f) == 0;
            return new Extended(one.bits(), -1L << (twoOctets ? 32 : 16));
        }

        /** All of a type and subtype, each 0 to 255. */
        public static Extended ofType(int type, int subtype) {
            return new Extended((long) (type << 8 | subtype) << 48, 0xffffL << 48);
        }

        /**
         * Reads the text form.
         *
         * @throws IllegalArgumentException if the text is none
         */
        public static Extended parse(String text) {
            if (text.endsWith(ANY)) {
                return ofAdministrator(ExtendedCommunity.parse(text.substring(0, text.length() - 1) + "0"));
            }
            int slash = text.indexOf('/');
            if (slash < 0) {
                return of(ExtendedCommunity.parse(text));
            }
            if (slash != 16 || text.length() != 33) {
                throw new IllegalArgumentException(
                        "'" + text + "': write VALUE/MASK of sixteen hexadecimal digits each");
            }
            return new Extended(
                    HexFormat.fromHexDigitsToLong(text, 0, 16), HexFormat.fromHexDigitsToLong(text, 17, 33));
        }

        @Override
        public int type() {
            return Blocks.EXTENDED_COMMUNITIES;
        }

        @Override
        public int width() {
            return 8;
        }

        @Override
        public boolean matches(byte[] octets, int at) {
            long bits = ((long) int32(octets, at) << 32) | (int32(octets, at + 4) & 0xffff_ffffL);
            return (bits & mask) == (value & mask);
        }

        @Override
        public String toString() {
            ExtendedCommunity one = new ExtendedCommunity(value);
            String text = one.toString();
            if (text.contains(":") && equals(of(one))) {
                return text;
            }
            if (text.endsWith(":0") && equals(ofAdministrator(one))) {
                return text.substring(0, text.length() - 1) + "*";
            }
            HexFormat hex = HexFormat.of();
            return hex.toHexDigits(value) + "/" + hex.toHexDigits(mask);
        }
    }

    private static String[] parts(String text, int count, String form) {
        String[] parts = text.split(":", -1);
        if (parts.length != count) {
            throw new IllegalArgumentException("'" + text + "': write " + form + ", each a number, N-M or *");
        }
        return parts;
    }

    private static int int32(byte[] octets, int at) {
        return (octets[at] & 0xff) << 24
                | (octets[at + 1] & 0xff) << 16
                | (octets[at + 2] & 0xff) << 8
                | (octets[at + 3] & 0xff);
    }
}
