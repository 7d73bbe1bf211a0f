package dev.warren.bgp.rib;

/**
 * Decides again on the prefixes whose next hops have another metric. Who asks for the best path of a prefix before the walk comes
 * there gets one that can be reached.
 */
final class NextHopWalk implements TableRounds.Visitor {
    private IdSet waiting = new IdSet();
    private IdSet waitingFlipped = new IdSet();
    private IdSet going = new IdSet();
    private IdSet flipped = new IdSet();

    /** A next hop has another metric; maybe it is now reachable or no longer. */
    void add(int hop, boolean isFlipped) {
        waiting.add(hop);
        if (isFlipped) {
            waitingFlipped.add(hop);
        }
    }

    @Override
    public boolean begin() {
        going = waiting;
        flipped = waitingFlipped;
        waiting = new IdSet();
        waitingFlipped = new IdSet();
        return going.size() > 0;
    }

    @Override
    public boolean visit(FamilyTable table, int prefix, long until) {
        table.reconsider(prefix, going, flipped);
        return true;
    }
}
