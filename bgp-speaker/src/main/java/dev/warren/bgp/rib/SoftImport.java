package dev.warren.bgp.rib;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks again at what neighbours announced before their import policy changed, a bounded part at a time: one walk over both tables
 * is for all sessions whose policy had changed when it began. What comes meanwhile is under the new policy already.
 */
final class SoftImport {
    private final List<Intake> intakes;
    private final Sweep sweep = new Sweep();
    private List<Source> waiting = new ArrayList<>();
    private List<Source> going = List.of();
    private int intakeIndex;
    private int[] found = new int[8];

    SoftImport(List<Intake> intakes) {
        this.intakes = intakes;
    }

    void add(Source session) {
        if (!waiting.contains(session)) {
            waiting.add(session);
        }
    }

    /** Looks at no more than so many prefixes; true if there is more to do. */
    boolean step(int limit) {
        for (int count = 0; count < limit; count++) {
            if (!sweep.isActive() && !begin()) {
                return false;
            }
            int prefix = sweep.next();
            if (prefix != 0) {
                reconsider(prefix);
            }
        }
        return true;
    }

    /** The next table, or the next walk; false if there is none. */
    private boolean begin() {
        if (!going.isEmpty() && intakeIndex + 1 < intakes.size()) {
            intakeIndex++;
        } else {
            going.forEach(session -> session.reconsidered(false));
            going = waiting;
            waiting = new ArrayList<>();
            intakeIndex = 0;
            if (going.isEmpty()) {
                return false;
            }
            going.forEach(session -> session.reconsidered(true));
        }
        sweep.begin(intakes.get(intakeIndex).table().prefixes().limit());
        return true;
    }

    private void reconsider(int prefix) {
        Intake intake = intakes.get(intakeIndex);
        FamilyTable table = intake.table();
        int count = 0;
        for (int path = table.head(prefix); path != 0; path = table.paths().next(path)) {
            if (table.source(path).isReconsidered() && table.isLive(path)) {
                found = count == found.length ? Arrays.copyOf(found, 2 * count) : found;
                found[count++] = path;
            }
        }
        for (int index = 0; index < count; index++) {
            intake.reconsider(prefix, found[index]);
        }
    }
}
