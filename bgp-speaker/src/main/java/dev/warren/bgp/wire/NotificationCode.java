package dev.warren.bgp.wire;

import java.util.Locale;

/**
 * The error codes and subcodes of NOTIFICATIONs that we send or name (IANA registry "BGP Error Codes"): codes 1 to 6 are of RFC 4271
 * section 4.5, the subcodes of Cease of RFC 4486 section 4, unless another is named.
 */
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
    /** RFC 5492 section 5; the data are the capabilities that we want. */
    UNSUPPORTED_CAPABILITY(2, 7),
    /** RFC 9234 section 4.2. */
    ROLE_MISMATCH(2, 11),
    MALFORMED_ATTRIBUTE_LIST(3, 1),
    UNRECOGNIZED_WELL_KNOWN_ATTRIBUTE(3, 2),
    OPTIONAL_ATTRIBUTE_ERROR(3, 9),
    INVALID_NETWORK_FIELD(3, 10),
    HOLD_TIMER_EXPIRED(4, 0),
    /** RFC 6608 section 3, as the two that follow. */
    UNEXPECTED_MESSAGE_IN_OPEN_SENT(5, 1),
    UNEXPECTED_MESSAGE_IN_OPEN_CONFIRM(5, 2),
    UNEXPECTED_MESSAGE_IN_ESTABLISHED(5, 3),
    CEASE(6, 0),
    MAXIMUM_PREFIXES_REACHED(6, 1),
    /** With a shutdown communication (RFC 9003 section 2). */
    ADMINISTRATIVE_SHUTDOWN(6, 2),
    PEER_DECONFIGURED(6, 3),
    /** With a shutdown communication as well. */
    ADMINISTRATIVE_RESET(6, 4),
    CONNECTION_REJECTED(6, 5),
    OTHER_CONFIGURATION_CHANGE(6, 6),
    CONNECTION_COLLISION_RESOLUTION(6, 7),
    OUT_OF_RESOURCES(6, 8),
    /** RFC 8538 section 3.1; the data are the NOTIFICATION that it stands for. */
    HARD_RESET(6, 9),
    /** RFC 9384. */
    BFD_DOWN(6, 10),
    /** RFC 7313 section 5; the data are the whole message. */
    INVALID_REFRESH_LENGTH(7, 1),
    /** RFC 9687 section 4. */
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
