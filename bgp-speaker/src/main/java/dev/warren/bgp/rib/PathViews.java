package dev.warren.bgp.rib;

import dev.warren.bgp.policy.Route;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of the tables as values, for those who look at single paths. Neighbouring prefixes often share the last set. */
final class PathViews {
    private final AttributeTable attributes;
    private byte[] lastBlock = new byte[0];
    /** The next hop itself: its id may mean another one by now. */
    private @Nullable IpAddress lastHop;

    private @Nullable PathAttributes last;

    PathViews(AttributeTable attributes) {
        this.attributes = attributes;
    }

    RibPath view(FamilyTable table, int path) {
        return new RibPath(
                Optional.ofNullable(table.source(path).peer()),
                attributes(table.paths().attributes(path)),
                attributes.marks(table.paths().attributes(path)) & Route.MAX_WEIGHT,
                table.paths().pathId(path));
    }

    private PathAttributes attributes(int set) {
        PathAttributes known = last;
        int id = attributes.nextHop(set);
        @Nullable IpAddress hop = id == 0 ? null : attributes.nextHops().address(id);
        if (known == null || !Objects.equals(hop, lastHop) || !Arrays.equals(lastBlock, attributes.block(set))) {
            known = attributes.attributes(set);
            last = known;
            lastBlock = attributes.block(set);
            lastHop = hop;
        }
        return known;
    }

    /** The live paths of a prefix, best first. */
    List<RibPath> ranked(FamilyTable table, int prefix) {
        List<RibPath> ranked = new ArrayList<>();
        for (int path : table.ranked(prefix)) {
            ranked.add(view(table, path));
        }
        return ranked;
    }
}
