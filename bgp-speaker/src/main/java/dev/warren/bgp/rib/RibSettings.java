package dev.warren.bgp.rib;

import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.RouterId;
import java.util.Set;

/**
 * Who we are.
 *
 * @param asn our AS
 * @param routerId our BGP identifier, also our cluster id
 * @param ownAddresses addresses that are no next hop for us because they are ours
 * @param med how MULTI_EXIT_DISC is compared
 * @param multipath how many paths of a prefix are used at once
 */
public record RibSettings(Asn asn, RouterId routerId, Set<IpAddress> ownAddresses, MedRules med, Multipath multipath) {
    public RibSettings {
        ownAddresses = Set.copyOf(ownAddresses);
    }

    /** With MED as RFC 4271 says, and the best path of a prefix only. */
    public RibSettings(Asn asn, RouterId routerId, Set<IpAddress> ownAddresses) {
        this(asn, routerId, ownAddresses, MedRules.STANDARD, Multipath.OFF);
    }
}
