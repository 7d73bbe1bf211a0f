package dev.warren.bgp.wire;

import dev.warren.net.IpAddress;
import dev.warren.net.RouterId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Collects {@link PathAttributes}; each method sets the component of its name. Not thread-safe. */
public final class PathAttributesBuilder {
    private Origin origin;
    private AsPath asPath;
    private Optional<IpAddress> nextHop = Optional.empty();
    private OptionalLong med = OptionalLong.empty();
    private OptionalLong localPreference = OptionalLong.empty();
    private boolean atomicAggregate;
    private Optional<Aggregator> aggregator = Optional.empty();
    private List<Community> communities = List.of();
    private Optional<RouterId> originatorId = Optional.empty();
    private List<RouterId> clusterList = List.of();
    private List<ExtendedCommunity> extendedCommunities = List.of();
    private List<LargeCommunity> largeCommunities = List.of();
    private List<UnknownAttribute> unknown = List.of();
    private Set<Integer> partial = Set.of();

    PathAttributesBuilder(Origin origin, AsPath asPath) {
        this.origin = origin;
        this.asPath = asPath;
    }

    /** ORIGIN. */
    public PathAttributesBuilder origin(Origin value) {
        origin = value;
        return this;
    }

    /** AS_PATH. */
    public PathAttributesBuilder asPath(AsPath value) {
        asPath = value;
        return this;
    }

    /** The next hop of either family. */
    public PathAttributesBuilder nextHop(Optional<IpAddress> value) {
        nextHop = value;
        return this;
    }

    /** The next hop of either family. */
    public PathAttributesBuilder nextHop(IpAddress value) {
        return nextHop(Optional.of(value));
    }

    /** MULTI_EXIT_DISC. */
    public PathAttributesBuilder med(OptionalLong value) {
        med = value;
        return this;
    }

    /** LOCAL_PREF. */
    public PathAttributesBuilder localPreference(OptionalLong value) {
        localPreference = value;
        return this;
    }

    /** ATOMIC_AGGREGATE. */
    public PathAttributesBuilder atomicAggregate(boolean value) {
        atomicAggregate = value;
        return this;
    }

    /** AGGREGATOR. */
    public PathAttributesBuilder aggregator(Optional<Aggregator> value) {
        aggregator = value;
        return this;
    }

    /** COMMUNITIES. */
    public PathAttributesBuilder communities(List<Community> value) {
        communities = value;
        return this;
    }

    /** ORIGINATOR_ID. */
    public PathAttributesBuilder originatorId(Optional<RouterId> value) {
        originatorId = value;
        return this;
    }

    /** CLUSTER_LIST. */
    public PathAttributesBuilder clusterList(List<RouterId> value) {
        clusterList = value;
        return this;
    }

    /** EXTENDED COMMUNITIES. */
    public PathAttributesBuilder extendedCommunities(List<ExtendedCommunity> value) {
        extendedCommunities = value;
        return this;
    }

    /** LARGE_COMMUNITY. */
    public PathAttributesBuilder largeCommunities(List<LargeCommunity> value) {
        largeCommunities = value;
        return this;
    }

    /** All others. */
    public PathAttributesBuilder unknown(List<UnknownAttribute> value) {
        unknown = value;
        return this;
    }

    /** The type codes of those with the Partial flag; what isn't in the set has none. */
    public PathAttributesBuilder partial(Set<Integer> value) {
        partial = value;
        return this;
    }

    /** The set. */
    public PathAttributes build() {
        return new PathAttributes(
                origin,
                asPath,
                nextHop,
                med,
                localPreference,
                atomicAggregate,
                aggregator,
                communities,
                originatorId,
                clusterList,
                extendedCommunities,
                largeCommunities,
                unknown,
                partial);
    }
}
