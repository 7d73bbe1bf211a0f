package dev.warren.bgp.rib;

import dev.warren.bgp.policy.Evaluation;
import dev.warren.bgp.policy.Policy;
import dev.warren.bgp.policy.Provenance;
import dev.warren.bgp.policy.Route;
import dev.warren.net.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a policy makes of attribute sets, as ids: the last sets that it was asked about are remembered with the tree of their
 * evaluation, so that a table costs one evaluation per set and run, not one per prefix. What is remembered holds references, also
 * after it gave its place to another set until {@link #settle}.
 */
final class PolicyMemo {
    /** What {@link #decide} says of a route that can't have what the policy gives it. */
    static final int TOO_LONG = -2;

    private static final int BITS = 9;
    private static final int UNDECIDED = -1;

    /** The tree of one set from one source. */
    private record Entry(int set, Source source, IpFamily family, Evaluation root) {
        boolean is(int itsSet, Source itsSource, IpFamily itsFamily) {
            return set == itsSet && source == itsSource && family == itsFamily;
        }
    }

    private final Policy policy;
    private final AttributeTable attributes;
    private final int keptMarks;
    private final @Nullable Entry[] entries = new @Nullable Entry[1 << BITS];
    private final List<Entry> replaced = new ArrayList<>();

    private PolicyMemo(Policy policy, AttributeTable attributes, int keptMarks) {
        this.policy = policy;
        this.attributes = attributes;
        this.keptMarks = keptMarks;
    }

    /** On the way in: what was chosen counts as if it had come so, and binds no export. */
    static PolicyMemo ofImport(Policy policy, AttributeTable attributes) {
        return new PolicyMemo(policy, attributes, Route.MAX_WEIGHT);
    }

    /** On the way out. */
    static PolicyMemo ofExport(Policy policy, AttributeTable attributes) {
        return new PolicyMemo(policy, attributes, -1);
    }

    /**
     * The set that becomes of one, valid until {@link #settle} unless the caller holds it; 0 if the policy stops the route,
     * {@link #TOO_LONG} if an attribute has no room for what the policy adds.
     */
    int decide(int set, Source source, IpFamily family, long high, long low, int length) {
        int mixed = (set * 31 + source.id()) * 2 + (family == IpFamily.V4 ? 0 : 1);
        int slot = (mixed * 0x9e37_79b1) >>> (32 - BITS);
        Entry entry = entries[slot];
        if (entry == null || !entry.is(set, source, family)) {
            Entry next = new Entry(set, source, family, policy.evaluate(route(attributes, set, source, family)));
            if (entry != null) {
                replaced.add(entry);
            }
            attributes.retain(set);
            entry = next;
            entries[slot] = entry;
        }
        Evaluation.Decided end = entry.root().decide(high, low, length);
        if (end.handle() == UNDECIDED) {
            end.handle(end.route()
                    .map(to -> attributes.intern(to, to.marks() & keptMarks))
                    .orElse(end.isTooLong() ? TOO_LONG : 0));
        }
        return end.handle();
    }

    /** A set as policies see it. */
    static Route route(AttributeTable attributes, int set, Source source, IpFamily family) {
        RibPeer peer = source.peer();
        Provenance from = peer == null
                ? Provenance.local(family, source.tag())
                : Provenance.learned(family, peer.settings().name());
        int hop = attributes.nextHop(set);
        return Route.of(
                from,
                attributes.block(set),
                hop == 0 ? Optional.empty() : Optional.of(attributes.nextHops().address(hop)),
                attributes.marks(set));
    }

    /** Lets go of what gave its place to others. */
    void settle() {
        if (!replaced.isEmpty()) {
            replaced.forEach(this::release);
            replaced.clear();
        }
    }

    /** Forgets all. */
    void clear() {
        settle();
        for (int slot = 0; slot < entries.length; slot++) {
            Entry entry = entries[slot];
            if (entry != null) {
                entries[slot] = null;
                release(entry);
            }
        }
    }

    private void release(Entry entry) {
        attributes.release(entry.set());
        entry.root().forEachDecided(end -> {
            if (end.handle() > 0) {
                attributes.release(end.handle());
            }
        });
    }
}
