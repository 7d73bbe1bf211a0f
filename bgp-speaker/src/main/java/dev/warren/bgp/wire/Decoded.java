package dev.warren.bgp.wire;

/** What the decoder makes of octets: a message, or why the session must end. */
public sealed interface Decoded {
    /** A well-formed message; an {@link Update} may still hold errors of RFC 7606. */
    record Good(Message message) implements Decoded {}

    /**
     * The session must end.
     *
     * @param notification what to send
     * @param detail what is wrong, for people
     */
    record Bad(Notification notification, String detail) implements Decoded {}
}
