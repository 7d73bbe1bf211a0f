package dev.warren.bgp.rib;

import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All routes of one family: prefixes, the paths of each with the best one first, and the journal of best paths that changed. The
 * paths together are the accepted part of every Adj-RIB-In, the first ones the Loc-RIB (RFC 4271 section 3.2). A change is
 * decided on at once. A prefix without paths stays until all readers of the journal know.
 */
final class FamilyTable {
    private static final int[] NO_PATHS = {};

    private final PrefixTable prefixes;
    private final AttributeTable attributes;
    private final SourceTable sources;
    private final DecisionProcess decision;
    private final PathLists lists;
    private final PathTable paths;
    private final UsablePaths usable;
    private final Journals journals;
    /** Null where only the best path is used. */
    private final @Nullable MultipathSets multipath;

    private final Effort effort;
    private int reachable;
    /** The prefix on which to decide later, and what has changed there. */
    private int held;

    private boolean heldHeadChanged;
    private boolean heldPathChanged;

    FamilyTable(
            IpFamily family,
            Mixer mixer,
            AttributeTable attributes,
            SourceTable sources,
            MedRules med,
            Multipath settings,
            Effort effort) {
        this.prefixes = new PrefixTable(family, mixer);
        this.attributes = attributes;
        this.sources = sources;
        this.effort = effort;
        this.lists = new PathLists(effort);
        this.paths = lists.paths();
        this.decision = new DecisionProcess(attributes, sources, med);
        this.usable = new UsablePaths(lists, attributes, sources, decision, effort);
        boolean several = settings.maximum() > 1;
        this.journals = new Journals(several);
        this.multipath = several ? new MultipathSets(settings, attributes, sources, decision, paths) : null;
    }

    PrefixTable prefixes() {
        return prefixes;
    }

    PathTable paths() {
        return paths;
    }

    /** What is spent on its paths. */
    Effort effort() {
        return effort;
    }

    /** Of best paths. */
    Journal journal() {
        return journals.best();
    }

    /** Of the paths in use. */
    Journal usedJournal() {
        return journals.used();
    }

    /** The usable paths beside the best one that are in use with it, in no order. */
    int[] usedBeside(int prefix) {
        MultipathSets sets = multipath;
        if (sets == null) {
            return NO_PATHS;
        }
        return Arrays.stream(usable.all(prefix)).filter(sets::contains).toArray();
    }

    /** True if a path is among them. */
    boolean isUsedBeside(int path) {
        return multipath != null && multipath.contains(path);
    }

    /** Of all paths. */
    Journal pathJournal() {
        return journals.paths(prefixes.limit());
    }

    DecisionProcess decision() {
        return decision;
    }

    /** How many prefixes have a path. */
    int reachable() {
        return reachable;
    }

    /** The id of a prefix, with room for its paths. */
    int prefix(long highBits, long lowBits, int length) {
        return grown(prefixes.add(highBits, lowBits, length));
    }

    int prefix(Prefix prefix) {
        return grown(prefixes.add(prefix));
    }

    private int grown(int prefix) {
        lists.grow(prefix);
        journals.grow(prefix);
        return prefix;
    }

    /** Gives an id back that {@link #prefix} gave and nothing came of. */
    void forgetUnused(int prefix) {
        if (head(prefix) == 0 && !journals.isListed(prefix)) {
            prefixes.remove(prefix);
        }
    }

    /** The first path of a prefix: the best one, unless it can't be used and nobody has looked since. 0 if there is none. */
    int head(int prefix) {
        return lists.head(prefix);
    }

    /** The best path; 0 if there is none. */
    int best(int prefix) {
        int head = head(prefix);
        if (head == 0 || usable.contains(head)) {
            return head;
        }
        decide(prefix, false, false);
        return usable.head(prefix);
    }

    /** False if its best path has yet to be found, which is done now: it then may stand at the end of a journal. */
    boolean isSettled(int prefix) {
        int head = head(prefix);
        return head == 0 || usable.contains(head) || !decide(prefix, false, false);
    }

    /** Decides again if a path of the prefix has one of these next hops; some of them are now reachable or no longer. */
    void reconsider(int prefix, IdSet changed, IdSet flipped) {
        boolean any = false;
        for (int path = head(prefix); path != 0; path = paths.next(path)) {
            effort.spend(1);
            any |= changed.contains(attributes.nextHop(paths.attributes(path)));
        }
        if (any) {
            decide(prefix, flipped.contains(attributes.nextHop(paths.attributes(head(prefix)))), true);
        }
    }

    Source source(int path) {
        return sources.get(paths.source(path));
    }

    boolean isLive(int path) {
        return usable.isLive(path);
    }

    /**
     * The path from whom this source is a session, of this or an earlier session, with a path identifier; 0 if there is none.
     */
    int find(int prefix, Source source, int pathId) {
        int path = head(prefix);
        int looked = 0;
        while (path != 0 && (source(path).peer() != source.peer() || paths.pathId(path) != pathId)) {
            path = paths.next(path);
            looked++;
        }
        effort.spend(looked);
        return path;
    }

    /** How many paths of a prefix are from whom this source is a session. */
    int count(int prefix, Source source) {
        int count = 0;
        int looked = 0;
        for (int path = head(prefix); path != 0; path = paths.next(path)) {
            count += source(path).peer() == source.peer() ? 1 : 0;
            looked++;
        }
        effort.spend(looked);
        return count;
    }

    /**
     * Adds a path, or replaces the one that {@link #find} found. That a stale one is confirmed is no change.
     *
     * @param pathId the path identifier that it was received with (RFC 7911); 0 if there is none
     * @param received the set before the import policy; 0 if that left it as it was
     */
    void put(int prefix, int known, Source source, int pathId, int set, int received) {
        boolean same = known != 0 && paths.attributes(known) == set && paths.source(known) == source.id();
        if (same && paths.received(known) == received) {
            return;
        }
        if (received != 0) {
            attributes.retain(received);
        }
        if (same) {
            receive(known, received);
            return;
        }
        attributes.retain(set);
        int head = head(prefix);
        boolean confirmed = false;
        source.count(1);
        if (known != 0) {
            Source before = source(known);
            confirmed = paths.attributes(known) == set && before.isLive() && before.isLike(source);
            before.count(-1);
            attributes.release(paths.attributes(known));
            if (multipath != null && !confirmed) {
                multipath.drop(known);
            }
            paths.set(known, set, source.id());
            receive(known, received);
        } else {
            int added = paths.add(set, source.id(), pathId);
            paths.setReceived(added, received);
            lists.insert(prefix, added);
            reachable += head == 0 ? 1 : 0;
        }
        decide(prefix, head == 0 || (known == head && !confirmed), !confirmed);
    }

    private void receive(int path, int received) {
        int before = paths.received(path);
        paths.setReceived(path, received);
        if (before != 0) {
            attributes.release(before);
        }
    }

    void remove(int prefix, int path) {
        boolean first = head(prefix) == path;
        drop(prefix, path, lists.predecessor(prefix, path));
        decide(prefix, first, true);
    }

    private void drop(int prefix, int path, int before) {
        lists.unlink(prefix, path, before);
        if (multipath != null) {
            multipath.drop(path);
        }
        source(path).count(-1);
        attributes.release(paths.attributes(path));
        receive(path, 0);
        paths.remove(path);
        if (head(prefix) == 0) {
            reachable--;
        }
    }

    /** Puts off what is to be decided on a prefix until {@link #release}, as more of its paths are about to change. */
    void hold(int prefix) {
        held = prefix;
    }

    /** Decides on what was put off. */
    void release() {
        int prefix = held;
        boolean headChanged = heldHeadChanged;
        boolean pathChanged = heldPathChanged;
        held = 0;
        heldHeadChanged = false;
        heldPathChanged = false;
        if (headChanged || pathChanged) {
            decide(prefix, headChanged, pathChanged);
        }
    }

    /** Puts the best path first, without those of sessions that are over; true if it notes that something is another one. */
    private boolean decide(int prefix, boolean headChanged, boolean pathChanged) {
        if (prefix == held) {
            heldHeadChanged |= headChanged;
            heldPathChanged |= pathChanged;
            return false;
        }
        int before = paths.size();
        boolean changed = dropDead(prefix) || headChanged;
        int head = head(prefix);
        int best = decision.best(paths, head);
        if (best != head) {
            lists.toFront(prefix, best);
            changed = true;
        }
        boolean usedChanged = multipath != null && multipath.choose(head(prefix), usable.head(prefix));
        boolean touched = changed || usedChanged || pathChanged || paths.size() != before;
        if (touched) {
            journals.touch(prefix, changed, usedChanged);
        }
        return touched;
    }

    /** The paths of a prefix whose session goes on, in no order. */
    int[] livePaths(int prefix) {
        return usable.live(prefix);
    }

    /** The usable paths of a prefix, each the best of those that remain without the ones before it. */
    int[] ranked(int prefix) {
        return usable.ranked(prefix, Integer.MAX_VALUE);
    }

    /** The usable paths of a prefix, the best one first; if there are more than so many, the best of them. */
    int[] leading(int prefix, int limit) {
        best(prefix);
        int[] all = usable.all(prefix);
        return all.length > limit ? usable.ranked(prefix, limit) : all;
    }

    /** True if the first path was among them. */
    private boolean dropDead(int prefix) {
        boolean first = false;
        int before = 0;
        int looked = 0;
        int path = head(prefix);
        while (path != 0) {
            int next = paths.next(path);
            looked++;
            if (isLive(path)) {
                before = path;
            } else {
                first |= before == 0;
                drop(prefix, path, before);
            }
            path = next;
        }
        effort.spend(looked);
        return first;
    }

    /** Drops the paths of a prefix whose session is over; the id may be one that is not in use. */
    void purge(int prefix) {
        for (int path = head(prefix); path != 0; path = paths.next(path)) {
            effort.spend(1);
            if (!isLive(path)) {
                decide(prefix, false, false);
                return;
            }
        }
    }

    /** Lets go of at most so many prefixes that all readers have passed; true if there are more. */
    boolean trim(int limit) {
        for (int count = 0; count < limit; count++) {
            int prefix = journals.trim();
            if (prefix == 0) {
                return false;
            }
            if (head(prefix) == 0 && !journals.isListed(prefix)) {
                prefixes.remove(prefix);
            }
        }
        return true;
    }
}
