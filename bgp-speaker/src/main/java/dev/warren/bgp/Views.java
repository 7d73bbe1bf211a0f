package dev.warren.bgp;

import dev.warren.bgp.rib.RibPath;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;

/** From what the RIB holds to what the public sees. */
final class Views {
    private Views() {}

    static Path path(Prefix prefix, RibPath path) {
        PathAttributes attributes = path.attributes();
        return new Path(
                prefix,
                attributes.nextHop().orElse(IpAddress.any(prefix.family())),
                path.from().map(peer -> peer.settings().name()),
                path.isExternal(),
                attributes.asPath(),
                attributes.origin(),
                attributes.localPreference(),
                attributes.med(),
                attributes.communities(),
                attributes.extendedCommunities(),
                attributes.largeCommunities(),
                attributes.originatorId(),
                attributes.clusterList());
    }
}
