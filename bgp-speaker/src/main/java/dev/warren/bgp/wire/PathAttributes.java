package dev.warren.bgp.wire;

import dev.warren.net.IpAddress;
import dev.warren.net.RouterId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The path attributes of a route (RFC 4271 section 5 and what came later). An immutable value: equal sets can be one object.
 * The next hop may be of either family; the encoder puts it into NEXT_HOP or MP_REACH_NLRI.
 *
 * @param origin ORIGIN
 * @param asPath AS_PATH, with AS4_PATH merged in (RFC 6793)
 * @param nextHop NEXT_HOP, or that of MP_REACH_NLRI once it was split by family
 * @param med MULTI_EXIT_DISC
 * @param localPreference LOCAL_PREF
 * @param atomicAggregate ATOMIC_AGGREGATE
 * @param aggregator AGGREGATOR, with AS4_AGGREGATOR merged in
 * @param communities COMMUNITIES (RFC 1997)
 * @param originatorId ORIGINATOR_ID (RFC 4456)
 * @param clusterList CLUSTER_LIST (RFC 4456), the nearest reflector first
 * @param extendedCommunities EXTENDED COMMUNITIES (RFC 4360)
 * @param largeCommunities LARGE_COMMUNITY (RFC 8092)
 * @param unknown all others, in the order of the wire
 * @param partial the type codes of those optional transitive attributes above that are here and carry the Partial flag: somebody on
 *     their way didn't know them. Whoever passes them on leaves it
 */
public record PathAttributes(
        Origin origin,
        AsPath asPath,
        Optional<IpAddress> nextHop,
        OptionalLong med,
        OptionalLong localPreference,
        boolean atomicAggregate,
        Optional<Aggregator> aggregator,
        List<Community> communities,
        Optional<RouterId> originatorId,
        List<RouterId> clusterList,
        List<ExtendedCommunity> extendedCommunities,
        List<LargeCommunity> largeCommunities,
        List<UnknownAttribute> unknown,
        Set<Integer> partial) {

    public PathAttributes {
        communities = List.copyOf(communities);
        clusterList = List.copyOf(clusterList);
        extendedCommunities = List.copyOf(extendedCommunities);
        largeCommunities = List.copyOf(largeCommunities);
        unknown = List.copyOf(unknown);
        if (!partial.isEmpty()) {
            Set<Integer> all = new HashSet<>(partial);
            all.retainAll(partialOnes(aggregator, communities, extendedCommunities, largeCommunities));
            partial = Set.copyOf(all);
        }
    }

    /** Of the types that may be partial those that are here. */
    private static Set<Integer> partialOnes(
            Optional<Aggregator> aggregator, List<?> communities, List<?> extended, List<?> large) {
        Set<Integer> types = new HashSet<>();
        aggregator.ifPresent(_ -> types.add(AttributeType.AGGREGATOR.code()));
        if (!communities.isEmpty()) {
            types.add(AttributeType.COMMUNITIES.code());
        }
        if (!extended.isEmpty()) {
            types.add(AttributeType.EXTENDED_COMMUNITIES.code());
        }
        if (!large.isEmpty()) {
            types.add(AttributeType.LARGE_COMMUNITY.code());
        }
        return types;
    }

    /** Starts a set with the two attributes that every route has. */
    public static PathAttributesBuilder builder(Origin origin, AsPath asPath) {
        return new PathAttributesBuilder(origin, asPath);
    }

    /** Starts a copy. */
    public PathAttributesBuilder toBuilder() {
        return new PathAttributesBuilder(origin, asPath)
                .nextHop(nextHop)
                .med(med)
                .localPreference(localPreference)
                .atomicAggregate(atomicAggregate)
                .aggregator(aggregator)
                .communities(communities)
                .originatorId(originatorId)
                .clusterList(clusterList)
                .extendedCommunities(extendedCommunities)
                .largeCommunities(largeCommunities)
                .unknown(unknown)
                .partial(partial);
    }
}
