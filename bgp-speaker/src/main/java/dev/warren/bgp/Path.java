package dev.warren.bgp;

import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.ExtendedCommunity;
import dev.warren.bgp.wire.LargeCommunity;
import dev.warren.bgp.wire.Origin;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One way to a prefix, as it came in (import rules applied).
 *
 * @param prefix the prefix
 * @param nextHop the next hop; unspecified (0.0.0.0 or ::) for a local route
 * @param nextHopInterface the interface that a link-local next hop is behind
 * @param neighbour the name of the neighbour that announced it; empty for a local route
 * @param external true if that neighbour is of another AS
 * @param asPath AS_PATH
 * @param origin ORIGIN
 * @param localPreference LOCAL_PREF, 0 to 4,294,967,295; empty if it came without: it then counts as 100
 * @param med MULTI_EXIT_DISC, 0 to 4,294,967,295; empty if it came without: it then counts as 0
 * @param communities COMMUNITIES
 * @param extendedCommunities EXTENDED COMMUNITIES
 * @param largeCommunities LARGE_COMMUNITY
 * @param originatorId ORIGINATOR_ID, set by a route reflector
 * @param clusterList CLUSTER_LIST, the nearest reflector first
 * @param pathId the path identifier that it came with, 0 to 4,294,967,295 (RFC 7911); 0 where it came without
 * @param discard what goes there is to be discarded: it came with BLACKHOLE (RFC 7999) from a neighbour that may say so
 */
public record Path(
        Prefix prefix,
        IpAddress nextHop,
        Optional<String> nextHopInterface,
        Optional<String> neighbour,
        boolean external,
        AsPath asPath,
        Origin origin,
        OptionalLong localPreference,
        OptionalLong med,
        List<Community> communities,
        List<ExtendedCommunity> extendedCommunities,
        List<LargeCommunity> largeCommunities,
        Optional<RouterId> originatorId,
        List<RouterId> clusterList,
        long pathId,
        boolean discard) {

    /** True for a route that {@link Speaker#originate} added. */
    public boolean isLocal() {
        return neighbour.isEmpty();
    }
}
