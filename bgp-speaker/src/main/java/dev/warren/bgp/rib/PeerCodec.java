package dev.warren.bgp.rib;

import dev.warren.bgp.wire.MessageHeader;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.util.Map;
import java.util.Optional;

/**
 * What a session's OPENs say about the form of UPDATEs.
 *
 * @param fourOctetAs how AS numbers are encoded (RFC 6793)
 * @param extendedMessages messages may have up to 65,535 octets (RFC 8654)
 * @param extendedNextHop IPv4 routes may have IPv6 next hops, in either direction (RFC 8950)
 * @param paths of the families whose prefixes go out with path identifiers (RFC 7911), how many paths of a prefix do at most, 1 and up
 * @param linkLocal our address on the neighbour's link, which goes along with our own IPv6 next hop (RFC 2545)
 */
public record PeerCodec(
        boolean fourOctetAs,
        boolean extendedMessages,
        boolean extendedNextHop,
        Map<IpFamily, Integer> paths,
        Optional<IpAddress> linkLocal) {
    /** More paths of a prefix never go out. */
    public static final int MOST_PATHS = 4_096;

    public PeerCodec {
        paths = Map.copyOf(paths);
    }

    /** Without path identifiers. */
    public PeerCodec(boolean fourOctetAs, boolean extendedMessages, boolean extendedNextHop) {
        this(fourOctetAs, extendedMessages, extendedNextHop, Map.of());
    }

    /** With no address on the neighbour's link. */
    public PeerCodec(
            boolean fourOctetAs, boolean extendedMessages, boolean extendedNextHop, Map<IpFamily, Integer> paths) {
        this(fourOctetAs, extendedMessages, extendedNextHop, paths, Optional.empty());
    }

    /** How many paths of a prefix go out; 0 if only the best one does, and without path identifier. */
    int paths(IpFamily family) {
        return Math.min(paths.getOrDefault(family, 0), MOST_PATHS);
    }

    /** The same as far as it matters to one family. */
    PeerCodec of(IpFamily family) {
        int its = paths(family);
        return new PeerCodec(
                fourOctetAs,
                extendedMessages,
                extendedNextHop,
                its == 0 ? Map.of() : Map.of(family, its),
                linkLocal.filter(_ -> family == IpFamily.V6 || extendedNextHop));
    }

    /** The octets of the longest message. */
    int longestMessage() {
        return extendedMessages ? MessageHeader.MAX_EXTENDED_MESSAGE : MessageHeader.MAX_MESSAGE;
    }
}
