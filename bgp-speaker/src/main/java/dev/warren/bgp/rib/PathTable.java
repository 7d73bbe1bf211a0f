package dev.warren.bgp.rib;

import dev.warren.net.Prefix;
import java.util.List;
import java.util.Optional;

/**
 * All paths of all prefixes: the accepted part of every Adj-RIB-In in one table, at most one path per prefix and source. The
 * seam behind which a denser layout can come.
 */
interface PathTable {
    /** Adds a path, or replaces the one of the same source; false if it is there already. */
    boolean put(Prefix prefix, RibPath path);

    /** Removes the path of a source; false if there was none. */
    boolean remove(Prefix prefix, Optional<RibPeer> source);

    /** The path of a source. */
    Optional<RibPath> get(Prefix prefix, Optional<RibPeer> source);

    /** The paths of a prefix in no particular order. */
    List<RibPath> paths(Prefix prefix);

    /** The first prefix after the given one that has paths; from the beginning if none is given. */
    Optional<Prefix> after(Optional<Prefix> cursor);
}
