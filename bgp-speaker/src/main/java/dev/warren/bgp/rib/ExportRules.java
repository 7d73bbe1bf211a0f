package dev.warren.bgp.rib;

import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.wire.Role;
import dev.warren.net.IpAddress;
import java.util.Optional;

/**
 * Whether a best path goes to an update group, and with which next hop (RFC 4271 sections 5.1.3 and 9.2, RFC 1997, RFC 4456). That
 * nobody gets his own path back, nor himself as next hop, is for {@link Batch}. A reflected route keeps its next hop, whatever
 * next-hop-self says.
 */
final class ExportRules {
    private final ExportSettings group;
    private final AttributeTable attributes;
    private final boolean passesAll;
    /** RFC 9234 section 5: what is marked doesn't go to providers, peers and route servers. */
    private final boolean toCustomersOnly;

    ExportRules(ExportSettings group, AttributeTable attributes) {
        this.group = group;
        this.attributes = attributes;
        this.toCustomersOnly = group.role().stream().anyMatch(Role::marksWhatComesIn);
        this.passesAll = group.filter().equals(RouteFilter.acceptAll());
    }

    /** True if the filter lets the prefix out. */
    boolean passes(PrefixTable prefixes, int id) {
        return passesAll || group.filter().accepts(prefixes.prefix(id));
    }

    /** True if routes of this set and source go out. */
    boolean allows(int set, Source source) {
        int flags = attributes.flags(set);
        if ((flags & AttributeKeys.NO_ADVERTISE) != 0) {
            return false;
        }
        if (group.external() && (flags & AttributeKeys.NO_EXPORT) != 0) {
            return false;
        }
        boolean marked = (flags & AttributeKeys.ONLY_TO_CUSTOMER) != 0 || source.impliedOnlyToCustomer() != 0;
        if (marked && toCustomersOnly) {
            return false;
        }
        boolean permitted = group.external() || !source.isInternal() || reflects(source);
        return permitted && (isSelf(source) ? group.nextHop().isPresent() : isAnnounceable(attributes.nextHop(set)));
    }

    /** RFC 8950 section 4: not every neighbour takes an IPv6 next hop for IPv4; and nobody else reaches a link-local one. */
    private boolean isAnnounceable(int hop) {
        if (hop == 0) {
            return false;
        }
        IpAddress address = attributes.nextHops().address(hop);
        boolean fits = address.family() == group.family() || group.codec().extendedNextHop();
        return fits && !address.isLinkLocal();
    }

    /** RFC 4456 section 6: from a client to all, from others to clients. */
    private boolean reflects(Source source) {
        return group.client() || source.isClient();
    }

    /** The next hop of what {@link #allows}. */
    IpAddress nextHop(int set, Source source) {
        Optional<IpAddress> self = group.nextHop();
        return isSelf(source) && self.isPresent()
                ? self.get()
                : attributes.nextHops().address(attributes.nextHop(set));
    }

    private boolean isSelf(Source source) {
        return group.external() || source.isLocal() || (source.isExternal() && group.nextHopSelf());
    }
}
