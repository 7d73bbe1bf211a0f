package dev.warren.bgp;

import dev.warren.net.Prefix;
import java.util.List;

/**
 * A prefix and the ways to it, at one moment.
 *
 * @param prefix the prefix
 * @param paths all paths, in the order of the decision process: the first is the best; never empty
 */
public record RouteView(Prefix prefix, List<Path> paths) {
    public RouteView {
        paths = List.copyOf(paths);
    }

    /** The path in use. */
    public Path best() {
        return paths.getFirst();
    }
}
