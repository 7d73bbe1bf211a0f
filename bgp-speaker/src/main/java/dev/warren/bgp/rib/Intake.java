package dev.warren.bgp.rib;

import dev.warren.bgp.wire.UpdateScanner.Routes;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes announced and withdrawn prefixes of one family into its table, past import filter and prefix limit; from the octets of a
 * message without an object per prefix, or as values.
 */
final class Intake {
    /** How many paths of a prefix one neighbour may have: each costs a step in every choice of the best one. */
    static final int MAX_PATHS = 256;

    private static final int PATH_ID = 4;
    private static final int UNKNOWN = -1;

    private final FamilyTable table;
    private final IpFamily family;
    private final AttributeTable attributes;
    private final WellKnownCommunities wellKnown;
    private final Effort effort;
    private final AttributeRoom room;
    private final Consumer<RibEvent> events;
    private long high;
    private long low;
    private int length;
    private int pathId;

    Intake(FamilyTable table, AttributeTable attributes, Effort effort, AttributeRoom room, Consumer<RibEvent> events) {
        this.table = table;
        this.attributes = attributes;
        this.wellKnown = new WellKnownCommunities(attributes);
        this.family = table.prefixes().family();
        this.effort = effort;
        this.room = room;
        this.events = events;
    }

    /** Withdrawals of routes, which are then fewer, until so much is done. */
    void withdraw(RibPeer peer, byte[] octets, Routes routes, long until) {
        Source source = source(peer);
        int at = routes.from();
        while (at < routes.end() && effort.spent() < until) {
            effort.spend(1);
            at = read(octets, at, routes.hasPathIds());
            drop(source, table.prefixes().find(high, low, length));
            Refusals refusals = peer.adjRibIn().refusals();
            if (!refusals.isEmpty()) {
                refusals.remove(prefix(), pathId);
            }
        }
        routes.advance(at);
    }

    void withdraw(RibPeer peer, Prefix prefix, int itsPathId) {
        Source source = source(peer);
        effort.spend(1);
        pathId = itsPathId;
        drop(source, table.prefixes().find(prefix));
        peer.adjRibIn().refusals().remove(prefix, pathId);
    }

    private Source source(RibPeer peer) {
        Source source = peer.source(family);
        if (source == null) {
            throw new IllegalStateException(peer + " is down");
        }
        return source;
    }

    private void drop(Source source, int prefix) {
        int path = prefix == 0 ? 0 : table.find(prefix, source, pathId);
        if (path != 0) {
            table.remove(prefix, path);
        }
    }

    /** Announcements of a set, or what they come to if there is a reason to refuse them, until so much is done. */
    void announce(RibPeer peer, byte[] octets, Routes routes, int set, @Nullable RefusalReason refusal, long until) {
        Source source = source(peer);
        int at = routes.from();
        while (at < routes.end() && effort.spent() < until) {
            effort.spend(1);
            at = read(octets, at, routes.hasPathIds());
            announce(peer, source, set, refusal, UNKNOWN);
        }
        routes.advance(at);
    }

    void announce(RibPeer peer, Prefix prefix, int itsPathId, int set, @Nullable RefusalReason refusal) {
        pathId = itsPathId;
        boolean v4 = family == IpFamily.V4;
        high = v4 ? prefix.address().low() << 32 : prefix.address().high();
        low = v4 ? 0 : prefix.address().low();
        length = prefix.length();
        effort.spend(1);
        announce(peer, source(peer), set, refusal, UNKNOWN);
    }

    private void announce(RibPeer peer, Source source, int set, @Nullable RefusalReason refusal, int path) {
        if (refusal != null) {
            refuse(peer, source, path, set, refusal);
            return;
        }
        if (!peer.importsAll() && !peer.policies().importFilter().accepts(family, high, low, length)) {
            refuse(peer, source, path, set, RefusalReason.IMPORT_FILTER);
            return;
        }
        PolicyMemo policy = peer.importMemo();
        int kept = policy == null ? set : policy.decide(set, source, family, high, low, length);
        if (kept <= 0) {
            refuse(peer, source, path, set, kept == 0 ? RefusalReason.IMPORT_POLICY : RefusalReason.TOO_LONG);
            return;
        }
        int taken = wellKnown.taken(peer, source, family, kept);
        if (taken == 0) {
            refuse(peer, source, path, set, RefusalReason.TOO_LONG);
            return;
        }
        put(peer, source, set, taken, path);
        if (taken != kept) {
            attributes.release(taken);
        }
    }

    /** A path that comes in; the sets are as it was received and as it is kept. */
    private void put(RibPeer peer, Source source, int set, int kept, int path) {
        AdjRibIn in = peer.adjRibIn();
        int prefix = table.prefix(high, low, length);
        int known = path == UNKNOWN ? table.find(prefix, source, pathId) : path;
        if (known == 0 && pathId != 0 && table.count(prefix, source) >= MAX_PATHS) {
            refuse(peer, source, path, set, RefusalReason.TOO_MANY_PATHS);
            return;
        }
        boolean more = known == 0 || !table.isLive(known) || table.source(known) != source;
        if (more && !hasRoom(peer, in)) {
            table.forgetUnused(prefix);
            return;
        }
        if (!in.refusals().isEmpty()) {
            in.refusals().remove(prefix(), pathId);
        }
        table.put(prefix, known, source, pathId, kept, kept == set ? 0 : set);
    }

    /**
     * Takes a path that a session announced before once more, as its neighbour's policy is another one. Where that leaves no room for
     * attributes, the next ones are refused and the session is to end, as if they had just come.
     */
    void reconsider(int prefix, int path) {
        Source source = table.source(path);
        RibPeer peer = source.peer();
        if (peer == null) {
            return;
        }
        int received = table.paths().received(path);
        int set = received == 0 ? table.paths().attributes(path) : received;
        attributes.retain(set);
        attributes.payer(peer.account());
        high = table.prefixes().highBits(prefix);
        low = table.prefixes().lowBits(prefix);
        length = table.prefixes().length(prefix);
        pathId = table.paths().pathId(path);
        try {
            announce(peer, source, set, peer.account().isOver() ? RefusalReason.ATTRIBUTE_LIMIT : null, path);
        } finally {
            attributes.payer(null);
            attributes.release(set);
        }
        PolicyMemo policy = peer.importMemo();
        if (policy != null) {
            policy.settle();
        }
        room.isLeft(peer);
    }

    /**
     * True if the neighbour's session may have one more path. What is stale of earlier ones doesn't count: it was within the limits
     * then, there is never more than of one session, and it goes at End-of-RIB.
     */
    private boolean hasRoom(RibPeer peer, AdjRibIn in) {
        int count = peer.present(family) + 1;
        int ofBoth = peer.present() + 1;
        PeerLimits.Bound bound = peer.boundIn(family);
        PeerLimits.Bound boundOfBoth = peer.boundInBoth();
        if (count > bound.limit() || ofBoth > boundOfBoth.limit()) {
            if (in.exceed()) {
                int limit = count > bound.limit() ? bound.limit() : boundOfBoth.limit();
                events.accept(new RibEvent.PrefixLimitExceeded(peer, family, limit, false));
            }
            return false;
        }
        if (count == bound.warnAt() && in.warns(family)) {
            events.accept(new RibEvent.PrefixLimitNear(peer, Optional.of(family), count, bound.limit(), false));
        }
        if (ofBoth == boundOfBoth.warnAt() && in.warnsOfBoth()) {
            events.accept(new RibEvent.PrefixLimitNear(peer, Optional.empty(), ofBoth, boundOfBoth.limit(), false));
        }
        return true;
    }

    private void refuse(RibPeer peer, Source source, int path, int set, RefusalReason reason) {
        int known = table.prefixes().find(high, low, length);
        if (path == UNKNOWN) {
            drop(source, known);
        } else {
            table.remove(known, path);
        }
        // What is stale has yet to be announced in this session: then it is told.
        if (source != peer.source(family)) {
            return;
        }
        Prefix prefix = prefix();
        if (peer.adjRibIn().refuse(prefix, pathId, reason, set)) {
            events.accept(new RibEvent.Refused(peer, new RefusedRoute(prefix, Integer.toUnsignedLong(pathId), reason)));
        }
    }

    private Prefix prefix() {
        return PrefixTable.prefix(family, high, low, length);
    }

    private int read(byte[] octets, int from, boolean withPathId) {
        if (!withPathId) {
            pathId = 0;
            return read(octets, from);
        }
        pathId = octets[from] << 24
                | (octets[from + 1] & 0xff) << 16
                | (octets[from + 2] & 0xff) << 8
                | (octets[from + 3] & 0xff);
        return read(octets, from + PATH_ID);
    }

    /** Reads a prefix whose length is valid; bits after it are ignored, as RFC 4271 section 4.3 says. */
    private int read(byte[] octets, int from) {
        length = octets[from] & 0xff;
        int count = (length + 7) >>> 3;
        long first = 0;
        long second = 0;
        for (int index = 0; index < count; index++) {
            long octet = octets[from + 1 + index] & 0xffL;
            if (index < 8) {
                first |= octet << (56 - 8 * index);
            } else {
                second |= octet << (120 - 8 * index);
            }
        }
        high = length == 0 ? 0 : length >= 64 ? first : first & (-1L << (64 - length));
        low = length <= 64 ? 0 : second & (-1L << (128 - length));
        return from + 1 + count;
    }
}
