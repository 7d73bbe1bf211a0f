package dev.warren.bgp.rib;

import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.ExtendedCommunity;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.RouterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a best path becomes on its way to a neighbour, or that it doesn't go there (RFC 4271 sections 5.1 and 9.2, RFC 1997,
 * RFC 4456). The export filter is applied elsewhere. A reflected route keeps its next hop, whatever next-hop-self says.
 */
final class ExportRules {
    /** The LOCAL_PREF of a path that came without (RFC 4271 leaves the number to the implementation; all use this). */
    static final long DEFAULT_LOCAL_PREFERENCE = 100;

    private final RibSettings settings;

    ExportRules(RibSettings settings) {
        this.settings = settings;
    }

    /** The attributes to announce; empty if the path is not for this neighbour. */
    Optional<PathAttributes> export(RibPeer to, IpFamily family, RibPath path) {
        if (path.isFrom(Optional.of(to)) || !allowed(to, path)) {
            return Optional.empty();
        }
        Optional<IpAddress> nextHop = nextHop(to, family, path);
        if (nextHop.isEmpty() || nextHop.get().equals(to.settings().address())) {
            return Optional.empty();
        }
        return Optional.of(
                to.settings().external()
                        ? external(path.attributes(), nextHop.get(), path.from().isEmpty())
                        : internal(path, nextHop.get()));
    }

    private static boolean allowed(RibPeer to, RibPath path) {
        List<Community> communities = path.attributes().communities();
        boolean external = to.settings().external();
        if (communities.contains(Community.NO_ADVERTISE)) {
            return false;
        }
        if (external
                && (communities.contains(Community.NO_EXPORT) || communities.contains(Community.NO_EXPORT_SUBCONFED))) {
            return false;
        }
        return external || !path.isInternal() || reflects(to, path);
    }

    /** RFC 4456 section 6: from a client to all, from others to clients. */
    private static boolean reflects(RibPeer to, RibPath path) {
        return to.settings().client() || path.from().orElseThrow().settings().client();
    }

    private static Optional<IpAddress> nextHop(RibPeer to, IpFamily family, RibPath path) {
        boolean self = to.settings().external()
                || path.from().isEmpty()
                || (path.isExternal() && to.settings().nextHopSelf());
        return self
                ? Optional.ofNullable(to.settings().nextHops().get(family))
                : path.attributes().nextHop();
    }

    /** Prepends our AS; drops what is for the inside, and the MED of others (RFC 4271 section 5.1.4). */
    private PathAttributes external(PathAttributes attributes, IpAddress nextHop, boolean local) {
        return attributes.toBuilder()
                .asPath(attributes.asPath().prepend(settings.asn()))
                .nextHop(nextHop)
                .med(local ? attributes.med() : OptionalLong.empty())
                .localPreference(OptionalLong.empty())
                .originatorId(Optional.empty())
                .clusterList(List.of())
                .extendedCommunities(attributes.extendedCommunities().stream()
                        .filter(ExtendedCommunity::transitive)
                        .toList())
                .build();
    }

    private PathAttributes internal(RibPath path, IpAddress nextHop) {
        PathAttributes attributes = path.attributes();
        var builder = attributes.toBuilder()
                .nextHop(nextHop)
                .localPreference(OptionalLong.of(attributes.localPreference().orElse(DEFAULT_LOCAL_PREFERENCE)));
        if (path.isInternal()) {
            RibPeer source = path.from().orElseThrow();
            List<RouterId> clusters = new ArrayList<>();
            clusters.add(settings.routerId());
            clusters.addAll(attributes.clusterList());
            builder.originatorId(attributes.originatorId().or(() -> Optional.of(source.routerId())))
                    .clusterList(clusters);
        }
        return builder.build();
    }
}
