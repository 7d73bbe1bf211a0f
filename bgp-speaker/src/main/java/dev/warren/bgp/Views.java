package dev.warren.bgp;

import dev.warren.bgp.rib.LinkBandwidth;
import dev.warren.bgp.rib.RibPath;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** From what the RIB holds to what the public sees. */
final class Views {
    private Views() {}

    private static Optional<String> zone(RibPath path) {
        return path.from().flatMap(peer -> peer.settings().interfaceName());
    }

    /** The best path and those beside it, by next hop; none if it is alone. */
    static List<WeightedPath> weighted(Prefix prefix, RibPath best, List<RibPath> beside) {
        if (beside.isEmpty()) {
            return List.of();
        }
        List<RibPath> all = new ArrayList<>(beside);
        all.sort(Comparator.comparing(path -> path.attributes().nextHop().orElse(IpAddress.any(prefix.family()))));
        all.addFirst(best);
        List<Integer> weights = LinkBandwidth.weights(all.stream()
                .map(path -> path.attributes().extendedCommunities())
                .toList());
        List<WeightedPath> weighted = new ArrayList<>();
        for (int index = 0; index < all.size(); index++) {
            weighted.add(new WeightedPath(path(prefix, all.get(index)), weights.get(index)));
        }
        return weighted;
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
