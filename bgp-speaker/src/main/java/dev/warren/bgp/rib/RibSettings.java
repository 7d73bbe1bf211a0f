package dev.warren.bgp.rib;

import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.RouterId;
import java.util.Set;

/**
 * Who we are.
 *
 * @param asn our AS
 * @param routerId our BGP identifier
 * @param clusterId the cluster of which we are a route reflector (RFC 4456 section 7)
 * @param ownAddresses addresses that are no next hop for us because they are ours
 * @param med how MULTI_EXIT_DISC is compared
 * @param multipath how many paths of a prefix are used at once
 */
public record RibSettings(
        Asn asn,
        RouterId routerId,
        RouterId clusterId,
        Set<IpAddress> ownAddresses,
        MedRules med,
        Multipath multipath) {
    public RibSettings {
        ownAddresses = Set.copyOf(ownAddresses);
    }

    /** A cluster of our own, MED as RFC 4271 says, and the best path of a prefix only. */
    public RibSettings(Asn asn, RouterId routerId, Set<IpAddress> ownAddresses) {
        this(asn, routerId, routerId, ownAddresses, MedRules.STANDARD, Multipath.OFF);
    }
}
