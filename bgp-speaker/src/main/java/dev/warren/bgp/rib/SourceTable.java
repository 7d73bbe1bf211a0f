package dev.warren.bgp.rib;

import dev.warren.bgp.policy.Provenance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sources of all paths by id. There is room for ourselves, for each tag that there can be, and for 65,536 sessions in one family
 * each; a neighbour takes four at most, two that are present and two that are stale, until {@link Purge} has cleared away what
 * ended.
 */
final class SourceTable {
    /** How many there may be: what fits into a key of {@link BatchWriter}. */
    static final int MAX = BatchWriter.MAX_SOURCES;

    /** With so many it is time to clear away what ended, before another one begins. */
    private static final int MANY_SESSIONS = (MAX - 1 - Provenance.MAX_TAG) / 2;

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

    /** True if so many sessions have sources that those that ended should be cleared away now. */
    boolean hasMany() {
        return ids.size() - tagged.size() >= MANY_SESSIONS;
    }

    /** @throws IllegalStateException if there are as many as there may be */
    Source add(RibPeer peer, int routerId) {
        return add(Source.session(ids.take(), peer, routerId));
    }

    private Source add(Source source) {
        if (source.id() >= MAX) {
            ids.give(source.id());
            throw new IllegalStateException("routes have " + MAX + " sources, and no more are possible");
        }
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
