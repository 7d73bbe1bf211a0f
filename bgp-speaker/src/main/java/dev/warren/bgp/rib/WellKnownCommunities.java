package dev.warren.bgp.rib;

import dev.warren.bgp.policy.AttributeTooLongException;
import dev.warren.bgp.policy.Change;
import dev.warren.bgp.policy.CommunitySet;
import dev.warren.bgp.policy.Route;
import dev.warren.bgp.wire.Community;
import dev.warren.net.IpFamily;
import java.util.ArrayList;
import java.util.List;

/**
 * What communities that every AS understands make of a route that comes in, after its import policy: from another AS
 * GRACEFUL_SHUTDOWN makes it least preferred (RFC 8326 section 4), and BLACKHOLE keeps it here where it is honoured (RFC 7999
 * section 3.2).
 */
final class WellKnownCommunities {
    private static final Change LEAST_PREFERRED = new Change.LocalPreference(0);
    private static final Change STAYS_HERE = new Change.AddCommunities(CommunitySet.of(Community.NO_EXPORT));

    private final AttributeTable attributes;

    WellKnownCommunities(AttributeTable attributes) {
        this.attributes = attributes;
    }

    /** The set itself, without a reference, or the one that becomes of it, with one more; 0 if it has no room for NO_EXPORT. */
    int taken(RibPeer peer, Source source, IpFamily family, int set) {
        if (!source.isExternal()) {
            return set;
        }
        boolean goes = goes(peer, set);
        boolean stays = stays(peer, set);
        if (!goes && !stays) {
            return set;
        }
        Route route = PolicyMemo.route(attributes, set, source, family);
        try {
            route = goes ? LEAST_PREFERRED.apply(route) : route;
            route = stays ? STAYS_HERE.apply(route) : route;
        } catch (AttributeTooLongException tooLong) {
            return 0;
        }
        return attributes.intern(route, route.marks());
    }

    private boolean goes(RibPeer peer, int set) {
        return peer.policies().gracefulShutdown() || (attributes.flags(set) & AttributeKeys.GRACEFUL_SHUTDOWN) != 0;
    }

    private boolean stays(RibPeer peer, int set) {
        int flags = attributes.flags(set);
        return (flags & AttributeKeys.BLACKHOLE) != 0
                && (flags & (AttributeKeys.NO_EXPORT | AttributeKeys.NO_ADVERTISE)) == 0
                && peer.settings().policy().honoursBlackhole();
    }

    /** What {@link #taken} does to a set. */
    List<ImportStep> steps(RibPeer peer, Source source, int set) {
        List<ImportStep> steps = new ArrayList<>();
        if (source.isExternal() && goes(peer, set)) {
            steps.add(new ImportStep.LeastPreferred(peer.policies().gracefulShutdown()));
        }
        if (source.isExternal() && stays(peer, set)) {
            steps.add(new ImportStep.StaysHere());
        }
        return steps;
    }
}
