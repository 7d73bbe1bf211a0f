package dev.warren.bgp;

import dev.warren.bgp.rib.Rib;
import dev.warren.bgp.rib.RibPath;
import dev.warren.bgp.rib.TableWalk;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects every prefix with all its paths, a bounded part per step. On the RIB thread only. */
final class RouteWalk implements Snapshots.Walk<List<RouteView>> {
    /** Prefixes and paths. */
    private static final int STEP = 2_000;

    private final TableWalk walk;
    private final List<RouteView> views = new ArrayList<>();

    RouteWalk(Rib rib) {
        this.walk = rib.walk();
    }

    @Override
    public boolean step() {
        return walk.step(STEP, this::add);
    }

    private void add(Prefix prefix, List<RibPath> paths) {
        views.add(new RouteView(
                prefix, paths.stream().map(path -> Views.path(prefix, path)).toList()));
    }

    /** In the order in which the table holds them; nobody adds to it any more. */
    @Override
    public List<RouteView> result() {
        return views;
    }

    /** The routes in the order of their prefixes; takes long for a long list. */
    static List<RouteView> inOrder(List<RouteView> routes) {
        return routes.stream().sorted(Comparator.comparing(RouteView::prefix)).toList();
    }
}
