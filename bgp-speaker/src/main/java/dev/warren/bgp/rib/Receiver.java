package dev.warren.bgp.rib;

import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.PathIds;
import dev.warren.bgp.wire.Update;
import dev.warren.bgp.wire.UpdateScanner;
import dev.warren.bgp.wire.UpdateScanner.Routes;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.PerFamily;
import dev.warren.net.Prefix;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Takes UPDATEs of neighbours (RFC 4271 section 9): withdrawals first, then each family's announcements with their set. */
final class Receiver {
    /** Nothing of an UPDATE is left. */
    static final int DONE = -1;

    private final ImportRules rules;
    private final AttributeTable attributes;
    private final PerFamily<Intake> intakes;
    private final Effort effort;
    private final BiConsumer<RibPeer, IpFamily> endsOfRib;
    private final AttributeRoom room;

    /** {@code endsOfRib} hears of End-of-RIB markers. */
    Receiver(
            ImportRules rules,
            AttributeTable attributes,
            PerFamily<Intake> intakes,
            Effort effort,
            BiConsumer<RibPeer, IpFamily> endsOfRib,
            AttributeRoom room) {
        this.rules = rules;
        this.attributes = attributes;
        this.intakes = intakes;
        this.effort = effort;
        this.endsOfRib = endsOfRib;
        this.room = room;
    }

    /** Takes what was scanned until so much is done; the scanner then has the routes that are left. */
    boolean receive(RibPeer peer, byte[] octets, UpdateScanner scanned, long until) {
        if (!peer.isUp()) {
            scanned.skip();
            return true;
        }
        effort.spend(1);
        int plainSet = 0;
        int mpSet = 0;
        if (!scanned.announced().isEmpty()) {
            plainSet = set(scanned, scanned.announced(), peer);
            if (plainSet == 0) {
                return false;
            }
        }
        if (!scanned.mpAnnounced().isEmpty()) {
            mpSet = set(scanned, scanned.mpAnnounced(), peer);
            if (mpSet == 0) {
                if (plainSet != 0) {
                    attributes.release(plainSet);
                }
                return false;
            }
        }
        intakes.v4().withdraw(peer, octets, scanned.withdrawn(), until);
        intakes.of(scanned.mpWithdrawn().family()).withdraw(peer, octets, scanned.mpWithdrawn(), until);
        announce(peer, octets, scanned.announced(), plainSet, until);
        announce(peer, octets, scanned.mpAnnounced(), mpSet, until);
        return true;
    }

    /** The id of the scanned set with a next hop, with one more reference; 0 if it isn't valid as it is. */
    private int set(UpdateScanner scanned, Routes routes, RibPeer peer) {
        int hop = attributes
                .nextHops()
                .intern(new IpAddress(routes.nextHopFamily(), routes.nextHopHigh(), routes.nextHopLow()));
        try {
            int set = attributes.find(scanned.block(), scanned.blockLength(), hop);
            boolean valid = set != 0
                    ? !peer.settings().external() || (attributes.flags(set) & AttributeKeys.CONFEDERATION) == 0
                    : scanned.isBlockValid();
            if (set == 0 && valid) {
                set = attributes.intern(scanned.block(), scanned.blockLength(), hop);
            } else if (set != 0 && !valid) {
                attributes.release(set);
            }
            return valid ? set : 0;
        } finally {
            attributes.nextHops().release(hop);
        }
    }

    private void announce(RibPeer peer, byte[] octets, Routes routes, int set, long until) {
        if (set != 0) {
            RefusalReason refusal = refusal(peer, routes.family(), set);
            int received = rules.received(peer, routes.family(), set);
            intakes.of(routes.family()).announce(peer, octets, routes, received, orTooLong(refusal, received), until);
            attributes.release(set);
            release(peer, received);
        }
    }

    private void release(RibPeer peer, int set) {
        if (set != 0) {
            attributes.release(set);
        }
        PolicyMemo policy = peer.importMemo();
        if (policy != null) {
            policy.settle();
        }
    }

    private @Nullable RefusalReason refusal(RibPeer peer, IpFamily family, int set) {
        if (!room.isLeft(peer)) {
            return RefusalReason.ATTRIBUTE_LIMIT;
        }
        return peer.adjRibOut(family) == null ? RefusalReason.FAMILY : rules.refusal(peer, family, set);
    }

    /** What there is against a set, or that it has no room for what import rules add to it. */
    private static @Nullable RefusalReason orTooLong(@Nullable RefusalReason refusal, int received) {
        return refusal == null && received == 0 ? RefusalReason.TOO_LONG : refusal;
    }

    /** Takes routes of an UPDATE from one on, until so much is done; answers the next one, or {@link #DONE}. */
    int receive(RibPeer peer, Update update, int first, long until) {
        if (!peer.isUp()) {
            return DONE;
        }
        effort.spend(1);
        Optional<IpFamily> endOfRib = update.endOfRib();
        if (endOfRib.isPresent()) {
            peer.adjRibIn().end(endOfRib.get());
            endsOfRib.accept(peer, endOfRib.get());
            return DONE;
        }
        Part part = new Part(peer, first, until);
        part.withdraw(update.withdrawn(), update.withdrawnIds());
        update.mpUnreach().ifPresent(unreach -> part.withdraw(unreach.withdrawn(), unreach.ids()));
        Optional<PathAttributes> set = update.treatAsWithdraw() ? Optional.empty() : update.attributes();
        boolean sets = update.lostSets();
        part.announce(IpFamily.V4, update.announced(), update.announcedIds(), set, sets);
        update.mpReach()
                .ifPresent(reach -> reach.family()
                        .unicast()
                        .ifPresent(family -> part.announce(
                                family,
                                reach.announced(),
                                reach.ids(),
                                set.map(had -> had.toBuilder()
                                        .nextHop(reach.usableNextHop())
                                        .build()),
                                sets)));
        return part.next;
    }

    /** Some of the routes of an UPDATE, which are numbered through all its lists. */
    private final class Part {
        private final RibPeer peer;
        private final int first;
        private final long until;
        /** How many are in the lists before the present one. */
        private int before;

        private int next = DONE;

        Part(RibPeer peer, int first, long until) {
            this.peer = peer;
            this.first = first;
            this.until = until;
        }

        /** The index at which to begin in a list of so many. */
        private int begin(int size) {
            return next == DONE ? Math.clamp((long) first - before, 0, size) : size;
        }

        /** True if there is nothing more to do now. */
        private boolean ends(int index) {
            if (effort.spent() < until) {
                return false;
            }
            next = before + index;
            return true;
        }

        void withdraw(List<Prefix> prefixes, PathIds ids) {
            for (int index = begin(prefixes.size()); index < prefixes.size() && !ends(index); index++) {
                Prefix prefix = prefixes.get(index);
                intakes.of(prefix.family()).withdraw(peer, prefix, ids.of(index));
            }
            before += prefixes.size();
        }

        void announce(
                IpFamily family, List<Prefix> prefixes, PathIds ids, Optional<PathAttributes> set, boolean lostSets) {
            int begin = begin(prefixes.size());
            if (begin < prefixes.size()) {
                int id =
                        set.map(had -> attributes.intern(ImportRules.kept(had))).orElse(0);
                @Nullable RefusalReason refusal = set.isEmpty() ? RefusalReason.MALFORMED : RefusalReason.TOO_LONG;
                int received = 0;
                if (id != 0) {
                    boolean refusesSets =
                            lostSets && !peer.settings().policy().asPath().asSets();
                    refusal = refusesSets ? RefusalReason.AS_SET : refusal(peer, family, id);
                    received = rules.received(peer, family, id);
                    refusal = orTooLong(refusal, received);
                    attributes.release(id);
                }
                for (int index = begin; index < prefixes.size() && !ends(index); index++) {
                    intakes.of(family).announce(peer, prefixes.get(index), ids.of(index), received, refusal);
                }
                release(peer, received);
            }
            before += prefixes.size();
        }
    }
}
