package dev.warren.bgp.wire;

/**
 * Tells whether a block of path attributes is in plain form, without making an object of it: types that we interpret and no
 * other, ascending, each with exactly the flags, Partial or not, and the length form that {@link AttributeEncoder} gives it, and every
 * value valid.
 * A plain block decodes without an error and encodes to the same octets; anything else is for {@link AttributeDecoder}.
 */
final class PlainAttributes {
    private static final int SEQUENCE = AsPath.SegmentType.SEQUENCE.code();
    private static final int SET = AsPath.SegmentType.SET.code();
    private static final int MAX_ORIGIN = 2;
    private static final int LARGE_COMMUNITY = 12;
    private static final int MOST_COMPARED = 64;

    private final AttributeCursor at = new AttributeCursor();

    /** Checks values; types and their order are known to fit. Confederation segments are never plain. */
    boolean areValid(byte[] block, int end) {
        at.reset(block, 0, end);
        while (at.next()) {
            if (!isValid()) {
                return false;
            }
        }
        return !at.isCut();
    }

    /** True if the type can stand in a plain block, apart from the next hop and prefixes. */
    static boolean takes(int code) {
        AttributeType type = AttributeType.of(code);
        return type != null
                && switch (type) {
                    case ORIGIN,
                            AS_PATH,
                            MULTI_EXIT_DISC,
                            LOCAL_PREF,
                            ATOMIC_AGGREGATE,
                            AGGREGATOR,
                            COMMUNITIES,
                            ORIGINATOR_ID,
                            CLUSTER_LIST,
                            EXTENDED_COMMUNITIES,
                            LARGE_COMMUNITY,
                            ONLY_TO_CUSTOMER -> true;
                    case NEXT_HOP,
                            MP_REACH_NLRI,
                            MP_UNREACH_NLRI,
                            AS4_PATH,
                            AS4_AGGREGATOR,
                            PMSI_TUNNEL,
                            TUNNEL_ENCAPSULATION,
                            IPV6_EXTENDED_COMMUNITIES -> false;
                };
    }

    /** True for what an external neighbour has no business to send. */
    static boolean isInternalOnly(int code) {
        AttributeType type = AttributeType.of(code);
        return type != null && type.internalOnly();
    }

    private boolean isValid() {
        AttributeType type = AttributeType.of(at.type());
        int length = at.length();
        int extended = length > 0xff ? AttributeFlags.EXTENDED_LENGTH : 0;
        if (type == null || !type.isPlain(at.flags() ^ extended) || !type.fitsLength(length)) {
            return false;
        }
        int value = at.valueFrom();
        return switch (type) {
            case ORIGIN -> at.u8(value) <= MAX_ORIGIN;
            case AS_PATH -> isPath(value, at.end());
            case AGGREGATOR -> length == 8 && at.i32(value) != 0;
            case ORIGINATOR_ID, CLUSTER_LIST, ONLY_TO_CUSTOMER -> hasNoZero(value, at.end());
            case LARGE_COMMUNITY -> hasNoTwins(value, at.end());
            default -> true;
        };
    }

    private boolean hasNoZero(int from, int end) {
        for (int index = from; index < end; index += 4) {
            if (at.i32(index) == 0) {
                return false;
            }
        }
        return true;
    }

    /** RFC 8092 section 3. Where there are very many, the decoder looks, whose time doesn't grow with the square of their number. */
    private boolean hasNoTwins(int from, int end) {
        if (end - from > MOST_COMPARED * LARGE_COMMUNITY) {
            return false;
        }
        for (int one = from + LARGE_COMMUNITY; one < end; one += LARGE_COMMUNITY) {
            for (int other = from; other < one; other += LARGE_COMMUNITY) {
                if (at.i32(one + 8) == at.i32(other + 8) && at.i64(one) == at.i64(other)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isPath(int from, int end) {
        int index = from;
        while (index < end) {
            if (end - index < 2) {
                return false;
            }
            int type = at.u8(index);
            int count = at.u8(index + 1);
            int next = index + 2 + 4 * count;
            if ((type != SEQUENCE && type != SET) || count == 0 || next > end || !hasNoZero(index + 2, next)) {
                return false;
            }
            index = next;
        }
        return true;
    }
}
