package dev.warren.bgp.rib;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sources of all paths by id. */
final class SourceTable {
    private final List<Source> sources = new ArrayList<>();
    private final FreeIds ids = new FreeIds();
    private final Source local = Source.local(0, 0);
    private final Map<Integer, Source> tagged = new HashMap<>();

    SourceTable() {
        sources.add(local);
    }

    /** Ourselves. */
    Source local() {
        return local;
    }

    /** Ourselves, for routes with a tag; as many tags as there are stay until the end. */
    Source local(int tag) {
        return tag == 0 ? local : tagged.computeIfAbsent(tag, its -> add(Source.local(ids.take(), its)));
    }

    Source add(RibPeer peer, int routerId) {
        return add(Source.session(ids.take(), peer, routerId));
    }

    private Source add(Source source) {
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
        source.forget();
    }
}
