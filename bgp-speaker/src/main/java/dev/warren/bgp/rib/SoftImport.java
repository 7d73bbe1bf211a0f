package dev.warren.bgp.rib;

import dev.warren.net.PerFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks again at what neighbours announced before their import policy changed. What comes meanwhile is under the new policy
 * already.
 */
final class SoftImport implements TableRounds.Visitor {
    private final PerFamily<Intake> intakes;
    private final Effort effort;
    private List<Source> waiting = new ArrayList<>();
    private List<Source> going = List.of();
    private int[] found = new int[8];
    private int count;
    /** The paths of the present prefix that were looked at before there was too much. */
    private IdSet done = new IdSet();

    SoftImport(PerFamily<Intake> intakes, Effort effort) {
        this.intakes = intakes;
        this.effort = effort;
    }

    void add(Source session) {
        if (!waiting.contains(session)) {
            waiting.add(session);
        }
    }

    @Override
    public boolean begin() {
        going.forEach(session -> session.reconsidered(false));
        going = waiting;
        waiting = new ArrayList<>();
        going.forEach(session -> session.reconsidered(true));
        return !going.isEmpty();
    }

    @Override
    public boolean visit(FamilyTable table, int prefix, long until) {
        collect(table, prefix);
        if (count == 0) {
            return finish();
        }
        Intake intake = intakes.of(table.prefixes().family());
        int index = 0;
        table.hold(prefix);
        try {
            do {
                effort.spend(1);
                intake.reconsider(prefix, found[index++]);
            } while (index < count && effort.spent() < until);
        } finally {
            table.release();
        }
        if (index == count) {
            return finish();
        }
        for (int at = 0; at < index; at++) {
            done.add(found[at]);
        }
        return false;
    }

    /** The paths of a prefix that are to be looked at: they may be others by the time that the rest of them has its turn. */
    private void collect(FamilyTable table, int prefix) {
        count = 0;
        for (int path = table.head(prefix); path != 0; path = table.paths().next(path)) {
            effort.spend(1);
            if (table.source(path).isReconsidered() && table.isLive(path) && !done.contains(path)) {
                found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                found[count++] = path;
            }
        }
    }

    private boolean finish() {
        if (done.size() > 0) {
            done = new IdSet();
        }
        return true;
    }
}
