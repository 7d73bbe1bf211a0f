package dev.warren.bgp.rib;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a neighbour's paths of one family come from: its present session, and what was before and is kept as stale until the
 * neighbour confirms it path by path, or says that it is done (RFC 4724 section 4.2, RFC 7313 section 4). A stale path is as good as
 * any.
 */
final class PeerSources {
    /** How many sources that are over may wait for the walk that clears their paths away while another refresh begins. */
    static final int MAX_ENDING = 4;

    private @Nullable Source present;
    private final List<Source> stale = new ArrayList<>();
    private final List<Source> ending = new ArrayList<>();

    /** The source of new paths; null while there is no session. */
    @Nullable
    Source present() {
        return present;
    }

    /** Paths from now on come from this source. */
    void begin(Source session) {
        present = session;
    }

    /** What came from the present source is stale from now on. */
    void turnStale() {
        if (present != null) {
            stale.add(present);
            present = null;
        }
    }

    /** Hears of each source whose paths are there: the stale ones, and the present one. */
    void forEach(Consumer<Source> action) {
        stale.forEach(action);
        if (present != null) {
            action.accept(present);
        }
    }

    boolean hasStale() {
        return !stale.isEmpty();
    }

    /** Ends what is stale. */
    void endStale(Consumer<Source> ended) {
        stale.forEach(ended);
        ending.addAll(stale);
        stale.clear();
        while (ending.size() > MAX_ENDING) {
            ending.removeFirst(); // it is cleared away before those that ended later
        }
    }

    /** True if what was before takes so long to clear away that no more is to follow: each source has an id until then. */
    boolean isBehind() {
        ending.removeIf(Source::isForgotten);
        return ending.size() >= MAX_ENDING;
    }

    /** How many paths there are, stale ones included. */
    int paths() {
        return presentPaths() + stalePaths();
    }

    /** How many are of the present session: these are what a limit is about, as the neighbour has withdrawn or will confirm the others. */
    int presentPaths() {
        return present == null ? 0 : present.paths();
    }

    /** How many are stale. */
    int stalePaths() {
        int count = 0;
        for (Source source : stale) {
            count += source.paths();
        }
        return count;
    }
}
