package dev.warren.bgp.wire;

/**
 * What the form of messages depends on.
 *
 * @param external true for a neighbour of another AS: attributes for internal use are dropped
 * @param fourOctetAs both sides use four octets per AS number (RFC 6793)
 */
public record CodecContext(boolean external, boolean fourOctetAs) {
    /** Before the OPENs are exchanged; they and what may come instead don't depend on it. */
    public static final CodecContext INITIAL = new CodecContext(true, false);
}
