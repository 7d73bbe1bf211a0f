package dev.warren.bgp.rib;

import dev.warren.bgp.wire.MessageHeader;

/**
 * What a session's OPENs say about the form of UPDATEs to the neighbour.
 *
 * @param fourOctetAs how AS numbers are encoded (RFC 6793)
 * @param extendedMessages messages may have up to 65,535 octets (RFC 8654)
 */
public record PeerCodec(boolean fourOctetAs, boolean extendedMessages) {
    /** The octets of the longest message. */
    int longestMessage() {
        return extendedMessages ? MessageHeader.MAX_EXTENDED_MESSAGE : MessageHeader.MAX_MESSAGE;
    }
}
