package dev.warren.topology.plan;

import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.PrefixRange;
import dev.warren.topology.SessionAddresses;
import dev.warren.topology.SessionProtection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A BGP session of a hub.
 *
 * @param name the neighbour's name in the topology
 * @param role what it is
 * @param addresses the ends of the session; empty for an unnumbered upstream, whose are found on its link
 * @param asn its AS
 * @param passive true if we wait for its connection
 * @param nextHopSelf true if we announce ourselves as the next hop
 * @param routeReflectorClient true for a site in our own AS, and on a reflector for a hub that is none (RFC 4456)
 * @param nextHopV4 our address to announce as IPv4 next hop; empty if IPv4 isn't spoken, and for an unnumbered upstream
 * @param nextHopV6 our address to announce as IPv6 next hop; empty if IPv6 isn't spoken, and for an unnumbered upstream, where it is ours on the link
 * @param imports what we believe it; empty is nothing
 * @param exports what we tell it; empty is nothing
 * @param owners of a hub: which next hops its routes may have, and which prefixes behind each. Empty where it has no say in that
 * @param interfaceName the interface towards an upstream; empty where the tunnel's is meant
 * @param protection what watches over the session
 */
public record NeighbourPlan(
        String name,
        NeighbourRole role,
        Optional<SessionAddresses> addresses,
        Asn asn,
        boolean passive,
        boolean nextHopSelf,
        boolean routeReflectorClient,
        Optional<IpAddress> nextHopV4,
        Optional<IpAddress> nextHopV6,
        List<PrefixRange> imports,
        List<PrefixRange> exports,
        List<RouteOwner> owners,
        Optional<String> interfaceName,
        SessionProtection protection) {
    /** Copies the lists. */
    public NeighbourPlan {
        imports = List.copyOf(imports);
        exports = List.copyOf(exports);
        owners = List.copyOf(owners);
    }

    /** True if the session's addresses are found on the link. */
    public boolean isUnnumbered() {
        return addresses.isEmpty();
    }

    /** The families of the session: those that have a next hop; both, if it is unnumbered. */
    public Set<IpFamily> families() {
        if (isUnnumbered()) {
            return EnumSet.allOf(IpFamily.class);
        }
        Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
        nextHopV4.ifPresent(hop -> families.add(IpFamily.V4));
        nextHopV6.ifPresent(hop -> families.add(IpFamily.V6));
        return families;
    }
}
