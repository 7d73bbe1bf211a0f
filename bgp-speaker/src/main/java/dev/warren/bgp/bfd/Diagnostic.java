package dev.warren.bgp.bfd;

import java.util.Locale;

/** Why a session last went down (RFC 5880 section 4.1). */
public enum Diagnostic {
    NONE(0),
    DETECTION_TIME_EXPIRED(1),
    ECHO_FAILED(2),
    NEIGHBOUR_SIGNALED_DOWN(3),
    FORWARDING_PLANE_RESET(4),
    PATH_DOWN(5),
    CONCATENATED_PATH_DOWN(6),
    ADMINISTRATIVELY_DOWN(7),
    REVERSE_CONCATENATED_PATH_DOWN(8),
    /** A number that has no meaning yet. */
    RESERVED(31);

    private final int number;

    Diagnostic(int number) {
        this.number = number;
    }

    /** The number in a packet, 0 to 31. */
    int number() {
        return number;
    }

    static Diagnostic of(int number) {
        for (Diagnostic each : values()) {
            if (each.number == number) {
                return each;
            }
        }
        return RESERVED;
    }

    /** In words. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
