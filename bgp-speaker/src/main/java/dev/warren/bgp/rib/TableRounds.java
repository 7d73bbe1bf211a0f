package dev.warren.bgp.rib;

import java.util.List;

/**
 * Walks over the tables of both families, a bounded part at a time. One round is for all that waited when it began; what comes
 * meanwhile waits for the next.
 */
final class TableRounds {
    private final List<FamilyTable> tables;
    private final Effort effort;
    private final Visitor visitor;
    private final Sweep sweep = new Sweep();
    private int tableIndex;
    private int unfinished;

    /** What a round is for. */
    interface Visitor {
        /** The last round is over: takes what waits into the next one; false if nothing does. */
        boolean begin();

        /**
         * Looks at the prefix with an id, which may be one that is not in use.
         *
         * @param until the effort at which to stop
         * @return false if it is to come once more, as there was too much for once
         */
        boolean visit(FamilyTable table, int prefix, long until);
    }

    TableRounds(List<FamilyTable> tables, Effort effort, Visitor visitor) {
        this.tables = tables;
        this.effort = effort;
        this.visitor = visitor;
        this.tableIndex = tables.size() - 1;
    }

    /** Goes on until so much is done; true if there is more to do. */
    boolean step(int limit) {
        long until = effort.spent() + limit;
        while (effort.spent() < until) {
            if (!sweep.isActive() && !nextTable()) {
                return false;
            }
            effort.spend(1);
            int prefix = unfinished != 0 ? unfinished : sweep.next();
            if (prefix != 0) {
                unfinished = visitor.visit(tables.get(tableIndex), prefix, until) ? 0 : prefix;
            }
        }
        return true;
    }

    /** The next table, or the next round; false if there is none. */
    private boolean nextTable() {
        if (tableIndex + 1 < tables.size()) {
            tableIndex++;
        } else if (visitor.begin()) {
            tableIndex = 0;
        } else {
            return false;
        }
        sweep.begin(tables.get(tableIndex).prefixes().limit());
        return true;
    }
}
