package dev.warren.bgp.rib;

import dev.warren.net.Prefix;
import java.util.Iterator;
import java.util.List;

/** A walk over all prefixes with their paths, in no particular order, that stops and goes on. On the thread that owns the RIB. */
public final class TableWalk {
    /** Hears a prefix and its paths, best first. */
    public interface Listener {
        void prefix(Prefix prefix, List<RibPath> paths);
    }

    private final PathViews views;
    private final Effort effort;
    private final Iterator<FamilyTable> tables;
    private final Sweep sweep = new Sweep();
    private FamilyTable table;

    TableWalk(PathViews views, List<FamilyTable> tables, Effort effort) {
        this.views = views;
        this.effort = effort;
        this.tables = tables.iterator();
        this.table = this.tables.next();
        sweep.begin(table.prefixes().limit());
    }

    /** Goes on until it has looked at so many prefixes and paths together; true if there are more. */
    public boolean step(int limit, Listener listener) {
        long until = effort.spent() + limit;
        while (effort.spent() < until) {
            effort.spend(1);
            int prefix = sweep.next();
            if (prefix != 0) {
                List<RibPath> paths = views.ranked(table, prefix);
                if (!paths.isEmpty()) {
                    listener.prefix(table.prefixes().prefix(prefix), paths);
                }
            } else if (tables.hasNext()) {
                table = tables.next();
                sweep.begin(table.prefixes().limit());
            } else {
                return false;
            }
        }
        return true;
    }
}
