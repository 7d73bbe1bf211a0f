package dev.warren.bgp.wire;

import dev.warren.net.IpFamily;
import java.util.Set;

/**
 * What the form of messages depends on.
 *
 * @param external true for a neighbour of another AS: attributes for internal use are dropped
 * @param fourOctetAs both sides use four octets per AS number (RFC 6793)
 * @param extendedMessages messages but OPEN and KEEPALIVE may have up to 65,535 octets (RFC 8654)
 * @param enhancedRefresh both frame their answers to ROUTE-REFRESH (RFC 7313): a mark of a wrong length is an error of its own
 * @param pathIds the families whose prefixes have path identifiers (RFC 7911)
 */
public record CodecContext(
        boolean external,
        boolean fourOctetAs,
        boolean extendedMessages,
        boolean enhancedRefresh,
        Set<IpFamily> pathIds) {
    /** Before the OPENs are exchanged; they and what may come instead don't depend on it. */
    public static final CodecContext INITIAL = new CodecContext(true, false);

    public CodecContext {
        pathIds = Set.copyOf(pathIds);
    }

    /** With messages of at most 4,096 octets, and no path identifiers. */
    public CodecContext(boolean external, boolean fourOctetAs) {
        this(external, fourOctetAs, false, Set.of());
    }

    /** Without enhanced refresh. */
    public CodecContext(boolean external, boolean fourOctetAs, boolean extendedMessages, Set<IpFamily> pathIds) {
        this(external, fourOctetAs, extendedMessages, false, pathIds);
    }

    /** The octets of the longest message. */
    public int longestMessage() {
        return extendedMessages ? MessageHeader.MAX_EXTENDED_MESSAGE : MessageHeader.MAX_MESSAGE;
    }
}
