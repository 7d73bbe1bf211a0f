package dev.warren.bgp;

import dev.warren.bgp.rib.Rib;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects every prefix with all its paths, a bounded part per step. On the RIB thread only. */
final class RouteWalk implements Snapshots.Walk<List<RouteView>> {
    private static final int PREFIXES_PER_STEP = 2_000;

    private final Rib rib;
    private final List<RouteView> views = new ArrayList<>();
    private Optional<Prefix> cursor = Optional.empty();

    RouteWalk(Rib rib) {
        this.rib = rib;
    }

    @Override
    public boolean step() {
        for (int count = 0; count < PREFIXES_PER_STEP; count++) {
            Optional<Prefix> next = rib.prefixAfter(cursor);
            if (next.isEmpty()) {
                return false;
            }
            add(next.get());
            cursor = next;
        }
        return true;
    }

    private void add(Prefix prefix) {
        List<Path> paths =
                rib.paths(prefix).stream().map(path -> Views.path(prefix, path)).toList();
        if (!paths.isEmpty()) {
            views.add(new RouteView(prefix, paths));
        }
    }

    @Override
    public List<RouteView> result() {
        return List.copyOf(views);
    }
}
