package dev.warren.bgp.wire;

/**
 * What the form of messages depends on.
 *
 * @param external true for a neighbour of another AS: attributes for internal use are dropped
 * @param fourOctetAs both sides use four octets per AS number (RFC 6793)
 * @param extendedMessages messages but OPEN and KEEPALIVE may have up to 65,535 octets (RFC 8654)
 */
public record CodecContext(boolean external, boolean fourOctetAs, boolean extendedMessages) {
    /** Before the OPENs are exchanged; they and what may come instead don't depend on it. */
    public static final CodecContext INITIAL = new CodecContext(true, false);

    /** With messages of at most 4,096 octets. */
    public CodecContext(boolean external, boolean fourOctetAs) {
        this(external, fourOctetAs, false);
    }

    /** The octets of the longest message. */
    public int longestMessage() {
        return extendedMessages ? MessageHeader.MAX_EXTENDED_MESSAGE : MessageHeader.MAX_MESSAGE;
    }
}
