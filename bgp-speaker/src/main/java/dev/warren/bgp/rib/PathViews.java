package dev.warren.bgp.rib;

import dev.warren.bgp.wire.PathAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of the tables as values, for those who look at single paths. Neighbouring prefixes often share the last set. */
final class PathViews {
    private final AttributeTable attributes;
    private byte[] lastBlock = new byte[0];
    private int lastHop;
    private @Nullable PathAttributes last;

    PathViews(AttributeTable attributes) {
        this.attributes = attributes;
    }

    RibPath view(FamilyTable table, int path) {
        return new RibPath(
                Optional.ofNullable(table.source(path).peer()),
                attributes(table.paths().attributes(path)));
    }

    private PathAttributes attributes(int set) {
        PathAttributes known = last;
        if (known == null || lastHop != attributes.nextHop(set) || !Arrays.equals(lastBlock, attributes.block(set))) {
            known = attributes.attributes(set);
            last = known;
            lastBlock = attributes.block(set);
            lastHop = attributes.nextHop(set);
        }
        return known;
    }

    /** The live paths of a prefix, each the best of those that remain without the ones before it. */
    List<RibPath> ranked(FamilyTable table, int prefix) {
        int[] rows = new int[4];
        int count = 0;
        for (int path = table.head(prefix); path != 0; path = table.paths().next(path)) {
            if (table.isLive(path)) {
                rows = count == rows.length ? Arrays.copyOf(rows, 2 * count) : rows;
                rows[count++] = path;
            }
        }
        List<RibPath> ranked = new ArrayList<>(count);
        for (; count > 0; count--) {
            int best = table.decision().best(table.paths(), rows, count);
            ranked.add(view(table, best));
            int at = 0;
            while (rows[at] != best) {
                at++;
            }
            rows[at] = rows[count - 1];
        }
        return ranked;
    }
}
