package dev.warren.bgp.fsm;

import dev.warren.bgp.wire.CodecContext;
import dev.warren.net.IpFamily;
import dev.warren.net.RouterId;
import java.util.Set;

/**
 * What two OPENs agreed on.
 *
 * @param peerId the neighbour's BGP identifier
 * @param holdTime the smaller proposal in seconds; 0 for none
 * @param families offered by both
 * @param fourOctetAs RFC 6793
 * @param routeRefresh the neighbour answers ROUTE-REFRESH (RFC 2918)
 * @param external the neighbour is of another AS
 */
public record Negotiated(
        RouterId peerId,
        int holdTime,
        Set<IpFamily> families,
        boolean fourOctetAs,
        boolean routeRefresh,
        boolean external) {
    public Negotiated {
        families = Set.copyOf(families);
    }

    /** How messages look from now on. */
    public CodecContext codec() {
        return new CodecContext(external, fourOctetAs);
    }
}
