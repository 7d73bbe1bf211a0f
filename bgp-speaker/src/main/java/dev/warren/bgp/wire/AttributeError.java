package dev.warren.bgp.wire;

/**
 * A malformed attribute that doesn't end the session (RFC 7606).
 *
 * @param type the attribute's type code
 * @param outcome what follows from it
 * @param detail what is wrong, for people
 */
public record AttributeError(int type, Outcome outcome, String detail) {

    /** The approaches of RFC 7606 section 2, the mildest first. */
    public enum Outcome {
        /** The attribute is dropped, the routes are used. */
        ATTRIBUTE_DISCARD,
        /** The routes of the message are treated as withdrawn. */
        TREAT_AS_WITHDRAW,
        /** The session ends with a NOTIFICATION. */
        SESSION_RESET
    }
}
