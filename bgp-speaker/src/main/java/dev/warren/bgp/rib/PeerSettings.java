package dev.warren.bgp.rib;

import dev.warren.bgp.policy.NeighbourPolicy;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;

/**
 * Who a neighbour is to the RIB.
 *
 * @param name its name
 * @param address its address, the last tie-breaker
 * @param asn its AS
 * @param external true if that is not ours
 * @param policy what becomes of routes from and to it
 * @param maxPrefixes how many accepted prefixes it may have
 */
public record PeerSettings(
        String name, IpAddress address, Asn asn, boolean external, NeighbourPolicy policy, int maxPrefixes) {}
