package dev.warren.bgp.rib;

import dev.warren.bgp.wire.MessageHeader;

/**
 * What a session's OPENs say about the form of UPDATEs.
 *
 * @param fourOctetAs how AS numbers are encoded (RFC 6793)
 * @param extendedMessages messages may have up to 65,535 octets (RFC 8654)
 * @param extendedNextHop IPv4 routes may have IPv6 next hops, in either direction (RFC 8950)
 */
public record PeerCodec(boolean fourOctetAs, boolean extendedMessages, boolean extendedNextHop) {
    /** The octets of the longest message. */
    int longestMessage() {
        return extendedMessages ? MessageHeader.MAX_EXTENDED_MESSAGE : MessageHeader.MAX_MESSAGE;
    }
}
