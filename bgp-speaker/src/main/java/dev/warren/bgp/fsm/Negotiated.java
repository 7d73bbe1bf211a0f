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
 * @param enhancedRefresh both frame their answers to it (RFC 7313)
 * @param takesExtended messages from the neighbour may have up to 65,535 octets: we offered that (RFC 8654)
 * @param sendsExtended messages to it may as well: both offered that
 * @param external the neighbour is of another AS
 */
public record Negotiated(
        RouterId peerId,
        int holdTime,
        Set<IpFamily> families,
        boolean fourOctetAs,
        boolean routeRefresh,
        boolean enhancedRefresh,
        boolean takesExtended,
        boolean sendsExtended,
        boolean external) {
    public Negotiated {
        families = Set.copyOf(families);
    }

    /** How messages from the neighbour look from now on; those to it never depend on more. */
    public CodecContext codec() {
        return new CodecContext(external, fourOctetAs, takesExtended);
    }
}
