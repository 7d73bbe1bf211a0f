package dev.warren.bgp.rib;

import dev.warren.bgp.policy.NeighbourPolicy;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.Policy;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.wire.Role;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.util.Optional;

/**
 * All that decides what neighbours get from us: those with the same are one update group.
 *
 * @param family what is exchanged
 * @param external another AS
 * @param client a route reflection client
 * @param nextHopSelf internal: external routes get ourselves as next hop
 * @param nextHop our own address; empty if there is none to announce
 * @param filter the prefixes that may go out
 * @param policy what becomes of their routes
 * @param role what we are to them (RFC 9234)
 * @param codec how UPDATEs are encoded
 */
record ExportSettings(
        IpFamily family,
        boolean external,
        boolean client,
        boolean nextHopSelf,
        Optional<IpAddress> nextHop,
        RouteFilter filter,
        Policy policy,
        Optional<Role> role,
        PeerCodec codec) {
    /** The same with another filter and policy. */
    ExportSettings with(Policies policies) {
        return new ExportSettings(
                family,
                external,
                client,
                nextHopSelf,
                nextHop,
                policies.exportFilter(),
                policies.exportPolicy(),
                role,
                codec);
    }

    /** The same for neighbours with four-octet AS numbers. */
    ExportSettings withFourOctetAs() {
        return new ExportSettings(
                family,
                external,
                client,
                nextHopSelf,
                nextHop,
                filter,
                policy,
                role,
                new PeerCodec(true, true, codec.extendedNextHop()));
    }

    /** How many paths of a prefix go out, with path identifiers (RFC 7911); 0 if only the best one does, without. */
    int paths() {
        return codec.paths(family);
    }

    static ExportSettings of(RibPeer to, IpFamily family, PeerCodec codec) {
        PeerSettings peer = to.settings();
        NeighbourPolicy policy = peer.policy();
        return new ExportSettings(
                family,
                peer.external(),
                !peer.external() && policy.routeReflectorClient(),
                !peer.external() && policy.nextHopSelf(),
                policy.nextHops()
                        .of(family)
                        .or(() -> codec.extendedNextHop() ? policy.nextHops().v6() : Optional.empty()),
                to.policies().exportFilter(),
                to.policies().exportPolicy(),
                peer.role(),
                codec.of(family));
    }
}
