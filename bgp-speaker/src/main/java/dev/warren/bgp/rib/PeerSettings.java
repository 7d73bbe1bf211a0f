package dev.warren.bgp.rib;

import dev.warren.bgp.policy.NeighbourPolicy;
import dev.warren.bgp.wire.Role;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import java.util.Optional;

/**
 * Who a neighbour is to the RIB.
 *
 * @param name its name
 * @param address its address, the last tie-breaker
 * @param asn its AS
 * @param external true if that is not ours
 * @param policy what becomes of routes from and to it
 * @param limits how many prefixes it may have
 * @param interfaceName the interface that it is behind; with that its next hops may be link-local. Those of IPv4 may be so without as well,
 *     where its address is
 */
public record PeerSettings(
        String name,
        IpAddress address,
        Asn asn,
        boolean external,
        NeighbourPolicy policy,
        PeerLimits limits,
        Optional<String> interfaceName) {

    /** A neighbour whose address says where it is. */
    public PeerSettings(
            String name, IpAddress address, Asn asn, boolean external, NeighbourPolicy policy, PeerLimits limits) {
        this(name, address, asn, external, policy, limits, Optional.empty());
    }

    /** The same neighbour in another AS, internal or external as it was. */
    PeerSettings with(Asn other) {
        return new PeerSettings(name, address, other, external, policy, limits, interfaceName);
    }

    /** What we are to an external neighbour (RFC 9234). */
    Optional<Role> role() {
        return external ? policy.role() : Optional.empty();
    }
}
