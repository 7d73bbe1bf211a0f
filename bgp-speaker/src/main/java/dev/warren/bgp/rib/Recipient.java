package dev.warren.bgp.rib;

import dev.warren.bgp.policy.AsPathRules;
import dev.warren.bgp.policy.DefaultRoute;
import dev.warren.bgp.policy.LocalAs;
import dev.warren.bgp.policy.NeighbourPolicy;
import dev.warren.bgp.policy.PrivateAs;
import dev.warren.bgp.wire.Role;
import dev.warren.net.Asn;
import java.util.Optional;

/**
 * What the neighbours of an update group are to us, as far as it decides what they get.
 *
 * @param external another AS
 * @param client a route reflection client
 * @param nextHopSelf internal: external routes get ourselves as next hop
 * @param role what we are to them (RFC 9234)
 * @param localAs the AS as which we appear to them (RFC 7705)
 * @param privateAs what becomes of private AS numbers
 * @param asSets they get paths with sets (RFC 9774)
 * @param asn their AS; empty where nothing depends on it, so that one group serves several
 * @param defaultRoute the default route that they get from us in place of any other
 */
record Recipient(
        boolean external,
        boolean client,
        boolean nextHopSelf,
        Optional<Role> role,
        Optional<LocalAs> localAs,
        PrivateAs privateAs,
        boolean asSets,
        Optional<Asn> asn,
        Optional<DefaultRoute> defaultRoute) {

    static Recipient of(PeerSettings peer) {
        NeighbourPolicy policy = peer.policy();
        AsPathRules asPath = peer.external() ? policy.asPath() : AsPathRules.STANDARD;
        return new Recipient(
                peer.external(),
                !peer.external() && policy.routeReflectorClient(),
                !peer.external() && policy.nextHopSelf(),
                peer.role(),
                asPath.localAs(),
                asPath.privateAs(),
                policy.asPath().asSets(),
                asPath.privateAs() == PrivateAs.KEEP ? Optional.empty() : Optional.of(peer.asn()),
                policy.defaultRoute());
    }
}
