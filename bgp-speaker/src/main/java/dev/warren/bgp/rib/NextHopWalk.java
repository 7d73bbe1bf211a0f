package dev.warren.bgp.rib;

import java.util.List;

/**
 * Decides again on the prefixes whose next hops have another metric, a bounded part at a time: one walk over the tables is for all
 * that had changed when it began. Who asks for the best path of a prefix before the walk comes there gets one that can be reached.
 */
final class NextHopWalk {
    private final List<FamilyTable> tables;
    private final Sweep sweep = new Sweep();
    private IdSet waiting = new IdSet();
    private IdSet waitingFlipped = new IdSet();
    private IdSet going = new IdSet();
    private IdSet flipped = new IdSet();
    private int tableIndex;

    NextHopWalk(List<FamilyTable> tables) {
        this.tables = tables;
    }

    /** A next hop has another metric; maybe it is now reachable or no longer. */
    void add(int hop, boolean isFlipped) {
        waiting.add(hop);
        if (isFlipped) {
            waitingFlipped.add(hop);
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
                tables.get(tableIndex).reconsider(prefix, going, flipped);
            }
        }
        return true;
    }

    /** The next table, or the next walk; false if there is none. */
    private boolean begin() {
        if (going.size() > 0 && tableIndex + 1 < tables.size()) {
            tableIndex++;
        } else {
            going = waiting;
            flipped = waitingFlipped;
            waiting = new IdSet();
            waitingFlipped = new IdSet();
            tableIndex = 0;
            if (going.size() == 0) {
                return false;
            }
        }
        sweep.begin(tables.get(tableIndex).prefixes().limit());
        return true;
    }
}
