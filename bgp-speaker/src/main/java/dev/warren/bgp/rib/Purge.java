package dev.warren.bgp.rib;

import java.util.ArrayList;
import java.util.List;

/**
 * Clears the tables of paths whose session is over, a bounded part at a time: one walk is for all sessions that had ended when it
 * began.
 */
final class Purge {
    private final List<FamilyTable> tables;
    private final SourceTable sources;
    private final Sweep sweep = new Sweep();
    private List<Source> waiting = new ArrayList<>();
    private List<Source> going = List.of();
    private int tableIndex;

    Purge(List<FamilyTable> tables, SourceTable sources) {
        this.tables = tables;
        this.sources = sources;
    }

    void add(Source ended) {
        if (ended.paths() == 0) {
            sources.release(ended);
        } else {
            waiting.add(ended);
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
                tables.get(tableIndex).purge(prefix);
            }
        }
        return true;
    }

    /** The next table, or the next walk; false if there is none. */
    private boolean begin() {
        if (!going.isEmpty() && tableIndex + 1 < tables.size()) {
            tableIndex++;
        } else {
            going.forEach(sources::release);
            going = waiting;
            waiting = new ArrayList<>();
            tableIndex = 0;
            if (going.isEmpty()) {
                return false;
            }
        }
        sweep.begin(tables.get(tableIndex).prefixes().limit());
        return true;
    }
}
