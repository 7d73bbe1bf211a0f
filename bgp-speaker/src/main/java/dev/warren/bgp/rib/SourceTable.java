package dev.warren.bgp.rib;

import java.util.ArrayList;
import java.util.List;

/** The sources of all paths by id. */
final class SourceTable {
    private final List<Source> sources = new ArrayList<>();
    private final FreeIds ids = new FreeIds();
    private final Source local = new Source(0, null, -1);

    SourceTable() {
        sources.add(local);
    }

    /** Ourselves. */
    Source local() {
        return local;
    }

    Source add(RibPeer peer, int routerId) {
        Source source = new Source(ids.take(), peer, routerId);
        if (source.id() == sources.size()) {
            sources.add(source);
        } else {
            sources.set(source.id(), source);
        }
        return source;
    }

    Source get(int id) {
        return sources.get(id);
    }

    /** No path refers to it any more. */
    void release(Source source) {
        ids.give(source.id());
    }
}
