package dev.warren.bgp.rib;

import dev.warren.bgp.policy.RouteFilter;
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
 * @param filter what may go out
 * @param fourOctetAs how AS numbers are encoded
 */
record ExportSettings(
        IpFamily family,
        boolean external,
        boolean client,
        boolean nextHopSelf,
        Optional<IpAddress> nextHop,
        RouteFilter filter,
        boolean fourOctetAs) {
    static ExportSettings of(PeerSettings peer, IpFamily family, boolean fourOctetAs) {
        return new ExportSettings(
                family,
                peer.external(),
                !peer.external() && peer.client(),
                !peer.external() && peer.nextHopSelf(),
                Optional.ofNullable(peer.nextHops().get(family)),
                peer.exportFilter(),
                fourOctetAs);
    }
}
