package dev.warren.bgp.wire;

import java.util.Locale;

/** The error codes and subcodes of NOTIFICATIONs that we send or name (IANA registry "BGP Error Codes"). */
public enum NotificationCode {
    CONNECTION_NOT_SYNCHRONIZED(1, 1),
    BAD_MESSAGE_LENGTH(1, 2),
    BAD_MESSAGE_TYPE(1, 3),
    OPEN_MESSAGE_ERROR(2, 0),
    UNSUPPORTED_VERSION(2, 1),
    BAD_PEER_AS(2, 2),
    BAD_BGP_IDENTIFIER(2, 3),
    UNSUPPORTED_OPTIONAL_PARAMETER(2, 4),
    UNACCEPTABLE_HOLD_TIME(2, 6),
    UNSUPPORTED_CAPABILITY(2, 7),
    MALFORMED_ATTRIBUTE_LIST(3, 1),
    UNRECOGNIZED_WELL_KNOWN_ATTRIBUTE(3, 2),
    OPTIONAL_ATTRIBUTE_ERROR(3, 9),
    INVALID_NETWORK_FIELD(3, 10),
    HOLD_TIMER_EXPIRED(4, 0),
    UNEXPECTED_MESSAGE_IN_OPEN_SENT(5, 1),
    UNEXPECTED_MESSAGE_IN_OPEN_CONFIRM(5, 2),
    UNEXPECTED_MESSAGE_IN_ESTABLISHED(5, 3),
    CEASE(6, 0),
    MAXIMUM_PREFIXES_REACHED(6, 1),
    ADMINISTRATIVE_SHUTDOWN(6, 2),
    PEER_DECONFIGURED(6, 3),
    ADMINISTRATIVE_RESET(6, 4),
    CONNECTION_REJECTED(6, 5),
    OTHER_CONFIGURATION_CHANGE(6, 6),
    CONNECTION_COLLISION_RESOLUTION(6, 7),
    OUT_OF_RESOURCES(6, 8),
    HARD_RESET(6, 9),
    BFD_DOWN(6, 10),
    INVALID_REFRESH_LENGTH(7, 1),
    SEND_HOLD_TIMER_EXPIRED(8, 0);

    private final int code;
    private final int subcode;

    NotificationCode(int code, int subcode) {
        this.code = code;
        this.subcode = subcode;
    }

    /** The error code, 1 to 8. */
    public int code() {
        return code;
    }

    /** The error subcode. */
    public int subcode() {
        return subcode;
    }

    /** What the numbers mean, for people. */
    static String text(int code, int subcode) {
        for (NotificationCode known : values()) {
            if (known.code == code && known.subcode == subcode) {
                return known.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            }
        }
        return "unknown";
    }
}
