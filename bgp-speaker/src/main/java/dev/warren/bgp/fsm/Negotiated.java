package dev.warren.bgp.fsm;

import dev.warren.bgp.wire.CodecContext;
import dev.warren.net.Asn;
import dev.warren.net.IpFamily;
import dev.warren.net.RouterId;
import java.util.Optional;
import java.util.Set;

/**
 * What two OPENs agreed on.
 *
 * @param peerId the neighbour's BGP identifier
 * @param peerAs its AS
 * @param holdTime the smaller proposal in seconds; 0 for none
 * @param families offered by both
 * @param fourOctetAs RFC 6793
 * @param routeRefresh the neighbour answers ROUTE-REFRESH (RFC 2918)
 * @param enhancedRefresh both frame their answers to it (RFC 7313)
 * @param takesExtended messages from the neighbour may have up to 65,535 octets: we offered that (RFC 8654)
 * @param sendsExtended messages to it may as well: both offered that
 * @param extendedNextHop IPv4 routes may have IPv6 next hops: both offered that (RFC 8950)
 * @param pathsIn the families whose prefixes come with path identifiers (RFC 7911)
 * @param pathsOut the families whose prefixes go out with them
 * @param restart graceful restart, if both know of it
 * @param external the neighbour is of another AS
 */
public record Negotiated(
        RouterId peerId,
        Asn peerAs,
        int holdTime,
        Set<IpFamily> families,
        boolean fourOctetAs,
        boolean routeRefresh,
        boolean enhancedRefresh,
        boolean takesExtended,
        boolean sendsExtended,
        boolean extendedNextHop,
        Set<IpFamily> pathsIn,
        Set<IpFamily> pathsOut,
        Optional<PeerRestart> restart,
        boolean external) {
    public Negotiated {
        families = Set.copyOf(families);
        pathsIn = Set.copyOf(pathsIn);
        pathsOut = Set.copyOf(pathsOut);
    }

    /** True if a NOTIFICATION does not end what the routes are worth, unless it is a hard reset (RFC 8538 section 4). */
    boolean survivesNotification() {
        return restart.stream().anyMatch(PeerRestart::notification);
    }

    /** True if the neighbour's routes are to be kept while it restarts. */
    boolean isRestartable() {
        return restart.stream().anyMatch(its -> !its.kept().isEmpty());
    }

    /** How messages from the neighbour look from now on. */
    public CodecContext codec() {
        return new CodecContext(external, fourOctetAs, takesExtended, enhancedRefresh, pathsIn);
    }

    /** How messages to the neighbour look from now on. */
    public CodecContext outbound() {
        return new CodecContext(external, fourOctetAs, sendsExtended, pathsOut);
    }
}
