package dev.warren.bgp.rib;

import java.util.ArrayList;
import java.util.List;

/** Clears the tables of paths whose session is over. */
final class Purge implements TableRounds.Visitor {
    private final SourceTable sources;
    private List<Source> waiting = new ArrayList<>();
    private List<Source> going = List.of();

    Purge(SourceTable sources) {
        this.sources = sources;
    }

    void add(Source ended) {
        if (ended.paths() == 0) {
            sources.release(ended);
        } else {
            waiting.add(ended);
        }
    }

    @Override
    public boolean begin() {
        going.forEach(sources::release);
        going = waiting;
        waiting = new ArrayList<>();
        return !going.isEmpty();
    }

    @Override
    public boolean visit(FamilyTable table, int prefix, long until) {
        table.purge(prefix);
        return true;
    }
}
