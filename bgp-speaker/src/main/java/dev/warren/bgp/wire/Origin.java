package dev.warren.bgp.wire;

import java.util.Optional;

/** ORIGIN (RFC 4271 section 5.1.1): how the prefix came into BGP. The earlier constant is preferred. */
public enum Origin {
    /** From an interior protocol or by configuration. */
    IGP(0),
    /** From EGP (RFC 904). */
    EGP(1),
    /** By other means. */
    INCOMPLETE(2);

    private final int code;

    Origin(int code) {
        this.code = code;
    }

    /** The value on the wire: 0, 1 or 2. */
    public int code() {
        return code;
    }

    /** The origin with this value; empty if it is undefined. */
    public static Optional<Origin> of(int code) {
        return switch (code) {
            case 0 -> Optional.of(IGP);
            case 1 -> Optional.of(EGP);
            case 2 -> Optional.of(INCOMPLETE);
            default -> Optional.empty();
        };
    }
}
