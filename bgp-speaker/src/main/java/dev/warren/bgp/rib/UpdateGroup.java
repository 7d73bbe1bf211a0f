package dev.warren.bgp.rib;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The neighbours that get the same from us in one family (RFC 4271 section 9.2): what goes to them is chosen and encoded once for
 * each lane of them.
 */
final class UpdateGroup {
    private final ExportSettings settings;
    private final FamilyTable table;
    private final SourceTable sources;
    private final ExportRules rules;
    private final ExportForm form;
    private final List<Lane> lanes = new ArrayList<>();

    UpdateGroup(ExportSettings settings, FamilyTable table, SourceTable sources, ExportRules rules, ExportForm form) {
        this.settings = settings;
        this.table = table;
        this.sources = sources;
        this.rules = rules.retain();
        this.form = form;
    }

    ExportSettings settings() {
        return settings;
    }

    /** What its neighbours have to see. */
    Journal journal() {
        return settings.paths() > 0 ? table.pathJournal() : table.journal();
    }

    ExportRules rules() {
        return rules;
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /** How many different places its neighbours are at. */
    int lanes() {
        return lanes.size();
    }

    Batch finish(BatchWriter writer, boolean endOfDump) {
        return writer.finish(sources, rules, form, endOfDump);
    }

    /** The default route that its neighbours get whatever is in the table, as a message. */
    Optional<ByteBuffer> defaultRoute() {
        return form.defaultRoute();
    }

    /** Its last neighbour has left. */
    void close() {
        rules.release();
    }

    /**
     * A neighbour of another group, whose settings differ in filter and policy only: it has what that group had sent, and gets what
     * differs now in a walk over the table.
     */
    void take(AdjRibOut member, UpdateGroup before, Lane its) {
        int place = journal().prefixAfter(its.cursor());
        boolean complete = !its.sweep().isActive();
        Lane lane = null;
        for (Lane candidate : lanes) {
            if (complete && candidate.isFreshFrom(before.rules, place)) {
                lane = candidate;
            }
        }
        if (lane == null) {
            lane = open(journal().cursorAt(its.cursor()));
            // Where it has not been told of all, what it has is not known.
            lane.beginWalk(
                    complete
                            ? new UnchangedRoutes(table, rules.attributes(), before.rules, before.form, rules, form)
                            : null);
        }
        before.leave(member, its);
        move(member, lane);
    }

    /** A neighbour that has nothing yet: a walk over the whole table begins for it. */
    void join(AdjRibOut member) {
        Lane lane = null;
        for (Lane candidate : lanes) {
            if (candidate.isFresh()) {
                lane = candidate;
            }
        }
        if (lane == null) {
            lane = open(journal().cursorAtEnd());
            lane.beginWalk(null);
        }
        move(member, lane);
    }

    private Lane open(int cursor) {
        Lane lane = new Lane(this, table, cursor);
        lanes.add(lane);
        return lane;
    }

    private static void move(AdjRibOut member, Lane lane) {
        lane.members().add(member);
        member.lane(lane);
    }

    void leave(AdjRibOut member, Lane lane) {
        lane.members().remove(member);
        if (lane.members().isEmpty()) {
            lane.close();
            lanes.remove(lane);
        }
    }

    /** Gives a neighbour the whole table again. */
    void refresh(AdjRibOut member, Lane lane) {
        Lane own = lane.members().size() == 1 ? lane : split(member, lane);
        own.beginWalk(null);
    }

    /** Those who have too much waiting go on by themselves. */
    void splitSlow(Lane lane) {
        for (AdjRibOut member : List.copyOf(lane.members())) {
            if (member.waiting() >= Lane.MAX_WAITING && lane.members().size() > 1) {
                split(member, lane);
            }
        }
    }

    private Lane split(AdjRibOut member, Lane lane) {
        Lane own = open(journal().cursorAt(lane.cursor()));
        own.follow(lane);
        lane.members().remove(member);
        move(member, own);
        return own;
    }

    /** Puts a lane's members into another one that is at the same place, if there is one; answers where they are. */
    Lane merge(Lane lane) {
        for (Lane other : lanes) {
            if (other != lane && other.isAbreastOf(lane)) {
                List.copyOf(lane.members()).forEach(member -> {
                    leave(member, lane);
                    move(member, other);
                });
                return other;
            }
        }
        return lane;
    }
}
