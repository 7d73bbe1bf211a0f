package dev.warren.bgp.rib;

import dev.warren.bgp.policy.AsPathRules;
import dev.warren.bgp.policy.AttributeTooLongException;
import dev.warren.bgp.policy.Change;
import dev.warren.bgp.policy.LocalAs;
import dev.warren.bgp.policy.Route;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.Role;
import dev.warren.bgp.wire.UnknownAttribute;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may come in, whatever the filter says, and in which form (RFC 4271 sections 6.3 and 9.1.2, RFC 4456 section 8, RFC 9774). */
final class ImportRules {
    private final RibSettings settings;
    private final Set<IpAddress> ownAddresses;
    private final AttributeTable attributes;

    ImportRules(RibSettings settings, Set<IpAddress> ownAddresses, AttributeTable attributes) {
        this.settings = settings;
        this.ownAddresses = ownAddresses;
        this.attributes = attributes;
    }

    /** Why routes of a set can't be taken from the neighbour; null if they can. */
    @Nullable
    RefusalReason refusal(RibPeer peer, IpFamily family, int set) {
        int flags = attributes.flags(set);
        PeerSettings its = peer.settings();
        if (isLoop(its.policy().asPath(), set)) {
            return RefusalReason.AS_LOOP;
        }
        if (isFirstAsWrong(its, set)) {
            return RefusalReason.FIRST_AS;
        }
        if ((flags & AttributeKeys.AS_SET) != 0 && !its.policy().asPath().asSets()) {
            return RefusalReason.AS_SET;
        }
        if ((flags & AttributeKeys.OWN_ORIGINATOR) != 0) {
            return RefusalReason.ORIGINATOR_LOOP;
        }
        if ((flags & AttributeKeys.OWN_CLUSTER) != 0) {
            return RefusalReason.CLUSTER_LOOP;
        }
        if ((flags & AttributeKeys.ONLY_TO_CUSTOMER) != 0 && isLeak(its, attributes.onlyToCustomer(set))) {
            return RefusalReason.ROUTE_LEAK;
        }
        int hop = attributes.nextHop(set);
        boolean usable =
                hop != 0 && isUsable(peer, family, attributes.nextHops().address(hop));
        return usable ? null : RefusalReason.NEXT_HOP;
    }

    /** Not asked of route servers, which needn't put their AS in front (RFC 7947 section 2.2.2.1). */
    private boolean isFirstAsWrong(PeerSettings peer, int set) {
        return peer.external()
                && attributes.firstAsn(set) != (int) peer.asn().value()
                && peer.policy().asPath().firstAs()
                && !peer.role().equals(Optional.of(Role.ROUTE_SERVER_CLIENT));
    }

    private boolean isLoop(AsPathRules rules, int set) {
        boolean own = (attributes.flags(set) & AttributeKeys.OWN_AS) != 0
                && attributes.occurrences(set, (int) settings.asn().value()) > rules.ownAsAllowed();
        return own
                || rules.localAs().stream()
                        .anyMatch(local ->
                                attributes.occurrences(set, (int) local.asn().value()) > rules.ownAsAllowed());
    }

    /**
     * The set as the neighbour's AS_PATH rules have it, with one more reference: the AS as which we appear to it in front (RFC 7705
     * section 3.1); 0 if there is no room for it.
     */
    int received(RibPeer peer, IpFamily family, int set) {
        Source source = peer.source(family);
        Optional<LocalAs> local = peer.settings().policy().asPath().localAs().filter(LocalAs::prependsReceived);
        if (source == null || local.isEmpty()) {
            attributes.retain(set);
            return set;
        }
        Route route = PolicyMemo.route(attributes, set, source, family);
        try {
            return attributes.intern(new Change.Prepend(local.get().asn(), 1).apply(route), route.marks());
        } catch (AttributeTooLongException tooLong) {
            return 0;
        }
    }

    /** RFC 9234 section 5: from customers never, from peers only what they have marked themselves. */
    private static boolean isLeak(PeerSettings peer, int onlyToCustomer) {
        return peer.role().stream().anyMatch(role -> switch (role) {
            case PROVIDER, ROUTE_SERVER -> true;
            case PEER -> onlyToCustomer != (int) peer.asn().value();
            case CUSTOMER, ROUTE_SERVER_CLIENT -> false;
        });
    }

    private boolean isUsable(RibPeer peer, IpFamily family, IpAddress nextHop) {
        boolean fits = nextHop.family() == family || (family == IpFamily.V4 && peer.hasExtendedNextHop());
        return fits
                && !isReserved(nextHop)
                && !nextHop.isUnspecified()
                && !nextHop.isMulticast()
                && !nextHop.isLoopback()
                && (!nextHop.isLinkLocal() || isOnLink(peer.settings(), nextHop))
                && !ownAddresses.contains(nextHop)
                && !peer.localAddress().equals(Optional.of(nextHop));
    }

    /**
     * A link-local next hop is on the neighbour's link, where that is known. IPv4's are found in the routing table like others; still they
     * say nothing elsewhere, so they are taken from who has such an address itself, as at the ends of a provider's tunnel (RFC 3927
     * section 2.7).
     */
    private static boolean isOnLink(PeerSettings peer, IpAddress nextHop) {
        boolean sharesLink = nextHop.family() == IpFamily.V4
                && peer.address().family() == IpFamily.V4
                && peer.address().isLinkLocal();
        return sharesLink || peer.interfaceName().isPresent();
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
                .map(UnknownAttribute::passed)
                .toList();
        return attributes.toBuilder().unknown(passed).build();
    }
}
