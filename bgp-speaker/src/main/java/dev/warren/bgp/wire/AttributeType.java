package dev.warren.bgp.wire;

import static dev.warren.bgp.wire.AttributeError.Outcome.ATTRIBUTE_DISCARD;
import static dev.warren.bgp.wire.AttributeError.Outcome.SESSION_RESET;
import static dev.warren.bgp.wire.AttributeError.Outcome.TREAT_AS_WITHDRAW;

import dev.warren.bgp.wire.AttributeError.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The attributes whose form we know: the one table of their flags, lengths, and what a malformed one costs (RFC 7606 section 7
 * unless another is named). A length is the given minimum, or that and a multiple of the
 * step where there is one. {@code internalOnly}: dropped unread from an external neighbour (RFC 7606 sections 7.5, 7.9, 7.10).
 */
enum AttributeType {
    ORIGIN(1, Kind.WELL_KNOWN, 1, 0, TREAT_AS_WITHDRAW, false),
    AS_PATH(2, Kind.WELL_KNOWN, 0, 1, TREAT_AS_WITHDRAW, false),
    NEXT_HOP(3, Kind.WELL_KNOWN, 4, 0, TREAT_AS_WITHDRAW, false),
    MULTI_EXIT_DISC(4, Kind.OPTIONAL, 4, 0, TREAT_AS_WITHDRAW, false),
    LOCAL_PREF(5, Kind.WELL_KNOWN, 4, 0, TREAT_AS_WITHDRAW, true),
    ATOMIC_AGGREGATE(6, Kind.WELL_KNOWN, 0, 0, ATTRIBUTE_DISCARD, false),
    /** Its length is 6 or 8, by the context. */
    AGGREGATOR(7, Kind.OPTIONAL_TRANSITIVE, 6, 2, ATTRIBUTE_DISCARD, false),
    /** RFC 1997. */
    COMMUNITIES(8, Kind.OPTIONAL_TRANSITIVE, 4, 4, TREAT_AS_WITHDRAW, false),
    /** RFC 4456. */
    ORIGINATOR_ID(9, Kind.OPTIONAL, 4, 0, TREAT_AS_WITHDRAW, true),
    /** RFC 4456. */
    CLUSTER_LIST(10, Kind.OPTIONAL, 4, 4, TREAT_AS_WITHDRAW, true),
    /** RFC 4760. */
    MP_REACH_NLRI(14, Kind.OPTIONAL, 5, 1, SESSION_RESET, false),
    /** RFC 4760. */
    MP_UNREACH_NLRI(15, Kind.OPTIONAL, 3, 1, SESSION_RESET, false),
    /** RFC 4360. */
    EXTENDED_COMMUNITIES(16, Kind.OPTIONAL_TRANSITIVE, 8, 8, TREAT_AS_WITHDRAW, false),
    /** RFC 6793; see {@link AttributeDecoder}: from an old speaker a malformed one is discarded. */
    AS4_PATH(17, Kind.OPTIONAL_TRANSITIVE, 0, 1, TREAT_AS_WITHDRAW, false),
    /** RFC 6793. */
    AS4_AGGREGATOR(18, Kind.OPTIONAL_TRANSITIVE, 8, 0, ATTRIBUTE_DISCARD, false),
    /** RFC 6514; carried, its form is checked. */
    PMSI_TUNNEL(22, Kind.OPTIONAL_TRANSITIVE, 5, 1, TREAT_AS_WITHDRAW, false),
    /** RFC 9012; carried, its form is checked. */
    TUNNEL_ENCAPSULATION(23, Kind.OPTIONAL_TRANSITIVE, 4, 1, TREAT_AS_WITHDRAW, false),
    /** RFC 5701; carried. */
    IPV6_EXTENDED_COMMUNITIES(25, Kind.OPTIONAL_TRANSITIVE, 20, 20, TREAT_AS_WITHDRAW, false),
    /** RFC 8092. */
    LARGE_COMMUNITY(32, Kind.OPTIONAL_TRANSITIVE, 12, 12, TREAT_AS_WITHDRAW, false),
    /** RFC 9234; carried, AS 0 is malformed. */
    ONLY_TO_CUSTOMER(35, Kind.OPTIONAL_TRANSITIVE, 4, 0, TREAT_AS_WITHDRAW, false);

    /** The Optional and Transitive flags that an attribute must have. */
    enum Kind {
        WELL_KNOWN(AttributeFlags.TRANSITIVE),
        OPTIONAL(AttributeFlags.OPTIONAL),
        OPTIONAL_TRANSITIVE(AttributeFlags.OPTIONAL | AttributeFlags.TRANSITIVE);

        private final int flags;

        Kind(int flags) {
            this.flags = flags;
        }
    }

    private static final @Nullable AttributeType[] BY_CODE = new AttributeType[256];

    static {
        for (AttributeType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;
    private final Kind kind;
    private final int minLength;
    private final int step;
    private final Outcome whenMalformed;
    private final boolean internalOnly;

    AttributeType(int code, Kind kind, int minLength, int step, Outcome whenMalformed, boolean internalOnly) {
        this.code = code;
        this.kind = kind;
        this.minLength = minLength;
        this.step = step;
        this.whenMalformed = whenMalformed;
        this.internalOnly = internalOnly;
    }

    static @Nullable AttributeType of(int code) {
        return BY_CODE[code];
    }

    int code() {
        return code;
    }

    int flags() {
        return kind.flags;
    }

    Outcome whenMalformed() {
        return whenMalformed;
    }

    boolean internalOnly() {
        return internalOnly;
    }

    /** RFC 7606 section 3(c): the Optional and Transitive bits are as defined, and no well-known attribute is partial. */
    boolean fits(int flags) {
        boolean kindFits = (flags & (AttributeFlags.OPTIONAL | AttributeFlags.TRANSITIVE)) == kind.flags;
        return kindFits && (kind != Kind.WELL_KNOWN || (flags & AttributeFlags.PARTIAL) == 0);
    }

    /** True if the flags but Extended Length are what we write: Partial stays where somebody set it (RFC 4271 section 5). */
    boolean isPlain(int flags) {
        return flags == kind.flags
                || (kind == Kind.OPTIONAL_TRANSITIVE && flags == (kind.flags | AttributeFlags.PARTIAL));
    }

    boolean fitsLength(int octets) {
        return octets == minLength || (octets > minLength && step > 0 && (octets - minLength) % step == 0);
    }
}
