package dev.warren.bgp.rib;

import dev.warren.bgp.policy.RouteFilter;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.RouterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A RIB of AS 64512 with neighbours that are up. */
final class RibFixture {
    static final long OUR_AS = 64512;
    static final Map<IpFamily, IpAddress> NEXT_HOPS =
            Map.of(IpFamily.V4, IpAddress.parse("198.51.100.1"), IpFamily.V6, IpAddress.parse("2001:db8:ff::1"));

    final RibSettings settings =
            new RibSettings(Asn.of(OUR_AS), RouterId.parse("10.0.0.1"), Set.copyOf(NEXT_HOPS.values()));
    final Rib rib = new Rib(settings);
    final List<RibPeer> peers = new ArrayList<>();

    RibPeer peer(String name, long asn, String routerId) {
        return peer(name, asn, routerId, false, RouteFilter.acceptAll());
    }

    RibPeer peer(String name, long asn, String routerId, boolean client, RouteFilter exports) {
        RibPeer peer = rib.addPeer(new PeerSettings(
                name,
                IpAddress.parse(routerId),
                Asn.of(asn),
                asn != OUR_AS,
                peers.size() % 2 == 0,
                client,
                NEXT_HOPS,
                RouteFilter.acceptAll(),
                exports,
                1_000));
        peers.add(peer);
        up(peer);
        return peer;
    }

    /** Every third neighbour has two-octet AS numbers. */
    boolean fourOctetAs(RibPeer peer) {
        return peers.indexOf(peer) % 3 != 2;
    }

    void up(RibPeer peer) {
        RouterId id = new RouterId((int) peer.settings().address().low());
        rib.peerUp(peer, id, Set.of(IpFamily.values()), Optional.empty(), fourOctetAs(peer));
    }

    /** Lets the RIB decide on all, a little at a time; answers what happened. */
    List<RibEvent> settle() {
        while (rib.work(3)) {
            // more turns
        }
        return rib.drainEvents();
    }
}
