package dev.warren.bgp.rib;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Neighbours of one update group that are equally far: they have one cursor in the journal, maybe a walk over the whole table
 * beside it, and get the same batches. Who falls behind goes on in a lane of his own, and comes back when both are at the same
 * place again.
 */
final class Lane {
    /** How many batches may wait for one neighbour before it gets a lane of its own. */
    static final int MAX_WAITING = 16;

    private final UpdateGroup group;
    private final FamilyTable table;
    private final Journal journal;
    private final Effort effort;
    private final int cursor;
    private final Sweep sweep = new Sweep();
    private final Sweep stageBegin = new Sweep();
    private final List<AdjRibOut> members = new ArrayList<>();
    private @Nullable UnchangedRoutes unchanged;

    Lane(UpdateGroup group, FamilyTable table, int cursor) {
        this.group = group;
        this.table = table;
        this.journal = group.journal();
        this.effort = table.effort();
        this.cursor = cursor;
    }

    /** Begins a walk over the whole table that leaves out what the members have already in the same form. */
    void beginWalk(@Nullable UnchangedRoutes itsUnchanged) {
        leaveOut(itsUnchanged);
        sweep.begin(table.prefixes().limit());
    }

    /** Goes on as far as another one is. */
    void follow(Lane other) {
        UnchangedRoutes its = other.unchanged;
        leaveOut(its == null ? null : its.again());
        sweep.follow(other.sweep);
    }

    private void leaveOut(@Nullable UnchangedRoutes next) {
        if (unchanged != null) {
            unchanged.close();
        }
        unchanged = next;
    }

    void close() {
        leaveOut(null);
        journal.close(cursor);
    }

    /** True if a walk with nothing left out is at its beginning. */
    boolean isFresh() {
        return sweep.isFresh() && unchanged == null;
    }

    /** True if a walk for those who come from a group with these rules, and were at this place, is at its beginning. */
    boolean isFreshFrom(ExportRules before, int place) {
        return sweep.isFresh() && unchanged != null && unchanged.isFrom(before) && journal.prefixAfter(cursor) == place;
    }

    Sweep sweep() {
        return sweep;
    }

    int cursor() {
        return cursor;
    }

    List<AdjRibOut> members() {
        return members;
    }

    boolean hasMore() {
        return sweep.isActive() || !journal.isAtEnd(cursor);
    }

    /** True if both will see the same from now on. */
    boolean isAbreastOf(Lane other) {
        return !sweep.isActive()
                && !other.sweep.isActive()
                && journal.prefixAfter(cursor) == journal.prefixAfter(other.cursor);
    }

    /**
     * Makes the next batch for all its members: until it has looked at so many prefixes and paths together, or has no more room.
     * Where that fails nothing of it is left in the writer, and the lane is where it was.
     */
    void stage(int limit, BatchWriter writer) {
        if (!hasMore()) {
            return;
        }
        group.splitSlow(this);
        int hold = journal.cursorAt(cursor);
        stageBegin.follow(sweep);
        boolean done = false;
        try {
            Batch batch = nextBatch(limit, writer);
            if (batch.isEmpty()) {
                journal.close(hold);
            } else {
                members.forEach(member -> member.offer(batch, hold));
            }
            done = true;
        } finally {
            if (!done) {
                putBack(hold, writer);
            }
        }
        if (!sweep.isActive()) {
            leaveOut(null);
        }
    }

    private void putBack(int hold, BatchWriter writer) {
        writer.clear();
        group.rules().settle();
        journal.move(cursor, hold);
        journal.close(hold);
        sweep.follow(stageBegin);
    }

    private Batch nextBatch(int limit, BatchWriter writer) {
        boolean walking = sweep.isActive();
        // However many changes there are, a walk gets its share.
        int share = walking ? (limit + 1) / 2 : limit;
        long end = effort.spent() + limit;
        followJournal(effort.spent() + share, writer);
        end = Math.max(end, effort.spent() + limit - share);
        while (effort.spent() < end && sweep.isActive() && !writer.isFull()) {
            effort.spend(1);
            int prefix = sweep.next();
            boolean due = prefix != 0 && table.head(prefix) != 0;
            if (due && (unchanged == null || !unchanged.contains(prefix))) {
                writer.add(prefix, group.rules());
            }
        }
        return group.finish(writer, walking && !sweep.isActive());
    }

    private void followJournal(long until, BatchWriter writer) {
        int seen = cursor;
        while (effort.spent() < until && !writer.isFull()) {
            int prefix = journal.prefixAfter(seen);
            if (prefix == 0) {
                break;
            }
            effort.spend(1);
            if (table.isSettled(prefix)) {
                writer.add(prefix, group.rules());
                seen = prefix;
            }
        }
        if (seen != cursor) {
            journal.move(cursor, seen);
        }
    }
}
