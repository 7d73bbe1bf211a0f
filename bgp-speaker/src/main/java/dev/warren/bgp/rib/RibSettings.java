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
 * @param multipath how many paths of a prefix are used at once
 */
public record RibSettings(Asn asn, RouterId routerId, Set<IpAddress> ownAddresses, Multipath multipath) {
    public RibSettings {
        ownAddresses = Set.copyOf(ownAddresses);
    }

    /** The best path of a prefix only. */
    public RibSettings(Asn asn, RouterId routerId, Set<IpAddress> ownAddresses) {
        this(asn, routerId, ownAddresses, Multipath.OFF);
    }
}
