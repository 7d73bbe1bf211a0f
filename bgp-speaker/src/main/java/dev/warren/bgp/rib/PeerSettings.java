package dev.warren.bgp.rib;

import dev.warren.bgp.policy.RouteFilter;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.util.Map;

/**
 * Who a neighbour is to the RIB.
 *
 * @param name its name
 * @param address its address, the last tie-breaker
 * @param asn its AS
 * @param external true if that is not ours
 * @param nextHopSelf announce external routes to this internal neighbour with ourselves as next hop
 * @param client a client of us as route reflector
 * @param nextHops our addresses to announce; a family may lack
 * @param importFilter what it may announce
 * @param exportFilter what it may have
 * @param maxPrefixes how many accepted prefixes it may have
 */
public record PeerSettings(
        String name,
        IpAddress address,
        Asn asn,
        boolean external,
        boolean nextHopSelf,
        boolean client,
        Map<IpFamily, IpAddress> nextHops,
        RouteFilter importFilter,
        RouteFilter exportFilter,
        int maxPrefixes) {
    public PeerSettings {
        nextHops = Map.copyOf(nextHops);
    }
}
