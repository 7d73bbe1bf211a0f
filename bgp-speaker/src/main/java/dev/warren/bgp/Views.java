package dev.warren.bgp;

import dev.warren.bgp.rib.RibPath;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.util.Optional;

/** From what the RIB holds to what the public sees. */
final class Views {
    private Views() {}

    private static Optional<String> zone(RibPath path) {
        return path.from().flatMap(peer -> peer.settings().interfaceName());
    }

    static Path path(Prefix prefix, RibPath path) {
        PathAttributes attributes = path.attributes();
        return new Path(
                prefix,
                attributes.nextHop().orElse(IpAddress.any(prefix.family())),
                attributes.nextHop().filter(IpAddress::isLinkLocal).flatMap(hop -> zone(path)),
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
                attributes.clusterList(),
                Integer.toUnsignedLong(path.pathId()),
                path.isDiscard());
    }
}
