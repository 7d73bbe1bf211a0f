package dev.warren.bgp.rib;

import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.UnknownAttribute;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.util.List;
import java.util.Optional;

/** What may come in, whatever the filter says, and in which form (RFC 4271 sections 6.3 and 9.1.2, RFC 4456 section 8). */
final class ImportRules {
    private final RibSettings settings;

    ImportRules(RibSettings settings) {
        this.settings = settings;
    }

    /** Why routes of these attributes can't be taken from the neighbour, if so. */
    Optional<RefusalReason> refusal(RibPeer peer, IpFamily family, PathAttributes attributes) {
        if (attributes.asPath().contains(settings.asn())) {
            return Optional.of(RefusalReason.AS_LOOP);
        }
        boolean external = peer.settings().external();
        if (external
                && !attributes
                        .asPath()
                        .first()
                        .equals(Optional.of(peer.settings().asn()))) {
            return Optional.of(RefusalReason.FIRST_AS);
        }
        if (attributes.originatorId().equals(Optional.of(settings.routerId()))) {
            return Optional.of(RefusalReason.ORIGINATOR_LOOP);
        }
        if (attributes.clusterList().contains(settings.routerId())) {
            return Optional.of(RefusalReason.CLUSTER_LOOP);
        }
        boolean usable = attributes.nextHop().isPresent()
                && isUsable(peer, family, attributes.nextHop().get());
        return usable ? Optional.empty() : Optional.of(RefusalReason.NEXT_HOP);
    }

    private boolean isUsable(RibPeer peer, IpFamily family, IpAddress nextHop) {
        return nextHop.family() == family
                && !isReserved(nextHop)
                && !nextHop.isUnspecified()
                && !nextHop.isMulticast()
                && !nextHop.isLoopback()
                && !nextHop.isLinkLocal()
                && !settings.ownAddresses().contains(nextHop)
                && !peer.localAddress().equals(Optional.of(nextHop));
    }

    /** IPv4 that is never a host's: 0.0.0.0/8 and 240.0.0.0/4 (RFC 1122 section 3.2.1.3, RFC 1112 section 4). */
    private static boolean isReserved(IpAddress nextHop) {
        return nextHop.family() == IpFamily.V4 && (nextHop.low() >>> 24 == 0 || nextHop.low() >>> 28 == 0xf);
    }

    /** The attributes as we keep them: of unknown ones only the transitive, marked as Partial (RFC 4271 section 5). */
    static PathAttributes kept(PathAttributes attributes) {
        if (attributes.unknown().isEmpty()) {
            return attributes;
        }
        List<UnknownAttribute> passed = attributes.unknown().stream()
                .filter(UnknownAttribute::transitive)
                .map(UnknownAttribute::partial)
                .toList();
        return attributes.toBuilder().unknown(passed).build();
    }
}
