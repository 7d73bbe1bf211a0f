package dev.warren.bgp.rib;

import dev.warren.bgp.policy.Route;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.wire.Role;
import dev.warren.net.IpAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a best path goes to an update group, with which attributes and which next hop (RFC 4271 sections 5.1.3 and
 * 9.2, RFC 1997, RFC 3765, RFC 4456, RFC 9774). That nobody gets his own path back, nor himself as next hop, is for {@link Batch}. A reflected route keeps its next hop, whatever
 * next-hop-self says.
 */
final class ExportRules {
    private final ExportSettings group;
    private final AttributeTable attributes;
    private final boolean passesAll;
    /** RFC 9234 section 5: what is marked doesn't go to providers, peers and route servers. */
    private final boolean toCustomersOnly;

    private final boolean toPeers;

    private final @Nullable PolicyMemo policy;
    private int users;

    ExportRules(ExportSettings group, AttributeTable attributes) {
        this.group = group;
        this.attributes = attributes;
        this.toCustomersOnly = group.recipient().role().stream().anyMatch(Role::marksWhatComesIn);
        this.toPeers = group.recipient().role().equals(Optional.of(Role.PEER));
        this.passesAll =
                group.recipient().defaultRoute().isEmpty() && group.filter().equals(RouteFilter.acceptAll());
        this.policy = group.policy().isPass() ? null : PolicyMemo.ofExport(group.policy(), attributes);
    }

    /** How many paths of a prefix go out, with path identifiers; 0 if only the best one does, without. */
    int paths() {
        return group.paths();
    }

    AttributeTable attributes() {
        return attributes;
    }

    /** Somebody asks these rules from now on. */
    ExportRules retain() {
        users++;
        return this;
    }

    /** And no longer. */
    void release() {
        users--;
        if (users == 0 && policy != null) {
            policy.clear();
        }
    }

    /** The sets that were given out are no longer needed. */
    void settle() {
        if (policy != null) {
            policy.settle();
        }
    }

    /** The set with which a path goes out, valid until {@link #settle}; 0 if it doesn't. */
    int exported(PrefixTable prefixes, int prefix, int set, Source source) {
        if (!allows(set, source) || !passes(prefixes, prefix)) {
            return 0;
        }
        int out = passed(prefixes, prefix, set, source);
        return out > 0 && hasNextHop(out, source) ? out : 0;
    }

    private int passed(PrefixTable prefixes, int prefix, int set, Source source) {
        return policy == null
                ? set
                : policy.decide(
                        set,
                        source,
                        group.family(),
                        prefixes.highBits(prefix),
                        prefixes.lowBits(prefix),
                        prefixes.length(prefix));
    }

    /** Why a path is {@link #exported}, or why not. */
    ExportReason reason(PrefixTable prefixes, int prefix, int set, Source source) {
        ExportReason stop = stop(set, source);
        if (stop != null) {
            return stop;
        }
        if (isReplaced(prefixes, prefix)) {
            return ExportReason.DEFAULT_ROUTE;
        }
        if (!passes(prefixes, prefix)) {
            return ExportReason.EXPORT_FILTER;
        }
        int out = passed(prefixes, prefix, set, source);
        if (out <= 0) {
            return out == 0 ? ExportReason.EXPORT_POLICY : ExportReason.TOO_LONG;
        }
        return hasNextHop(out, source) ? ExportReason.ANNOUNCED : ExportReason.NO_NEXT_HOP;
    }

    /** True if the filter lets the prefix out. */
    boolean passes(PrefixTable prefixes, int id) {
        return passesAll
                || (!isReplaced(prefixes, id)
                        && group.filter()
                                .accepts(
                                        group.family(),
                                        prefixes.highBits(id),
                                        prefixes.lowBits(id),
                                        prefixes.length(id)));
    }

    /** True for the default route of the table where the group gets one that is made for it. */
    private boolean isReplaced(PrefixTable prefixes, int id) {
        return prefixes.length(id) == 0 && group.recipient().defaultRoute().isPresent();
    }

    /** True if routes of this set and source go out, whatever filter and policy say. */
    boolean allows(int set, Source source) {
        return stop(set, source) == null;
    }

    private @Nullable ExportReason stop(int set, Source source) {
        int flags = attributes.flags(set);
        if ((flags & AttributeKeys.NO_ADVERTISE) != 0) {
            return ExportReason.NO_ADVERTISE;
        }
        if (group.recipient().external() && (flags & AttributeKeys.NO_EXPORT) != 0) {
            return ExportReason.NO_EXPORT;
        }
        if (toPeers && (flags & AttributeKeys.NO_PEER) != 0) {
            return ExportReason.NO_PEER;
        }
        if ((flags & AttributeKeys.AS_SET) != 0 && !group.recipient().asSets()) {
            return ExportReason.AS_SET;
        }
        boolean marked = (flags & AttributeKeys.ONLY_TO_CUSTOMER) != 0 || source.impliedOnlyToCustomer() != 0;
        if (marked && toCustomersOnly) {
            return ExportReason.ONLY_TO_CUSTOMER;
        }
        boolean permitted = group.recipient().external() || !source.isInternal() || reflects(source);
        return permitted ? null : ExportReason.NOT_REFLECTED;
    }

    private boolean hasNextHop(int out, Source source) {
        return isSelf(out, source) ? group.nextHop().isPresent() : isAnnounceable(attributes.nextHop(out));
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
        return group.recipient().client() || source.isClient();
    }

    /** The next hop of what is {@link #exported}. */
    IpAddress nextHop(int set, Source source) {
        Optional<IpAddress> self = group.nextHop();
        return isSelf(set, source) && self.isPresent()
                ? self.get()
                : attributes.nextHops().address(attributes.nextHop(set));
    }

    private boolean isSelf(int set, Source source) {
        if ((attributes.marks(set) & Route.NEXT_HOP_CHOSEN) != 0 && attributes.nextHop(set) != 0) {
            return false;
        }
        return group.recipient().external()
                || source.isLocal()
                || (source.isExternal() && group.recipient().nextHopSelf());
    }
}
