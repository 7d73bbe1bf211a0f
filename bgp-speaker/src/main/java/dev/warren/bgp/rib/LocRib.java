package dev.warren.bgp.rib;

import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The best path of each prefix (RFC 4271 section 3.2), in the order of prefixes so that a walk can stop and go on. */
public final class LocRib {
    private final TreeMap<Prefix, RibPath> best = new TreeMap<>();

    LocRib() {}

    /** The best path of a prefix. */
    public Optional<RibPath> best(Prefix prefix) {
        return Optional.ofNullable(best.get(prefix));
    }

    /** The entry after a prefix, or the first one; it need not hold the prefix itself. */
    public Optional<Map.Entry<Prefix, RibPath>> after(Optional<Prefix> cursor) {
        return Optional.ofNullable(cursor.isPresent() ? best.higherEntry(cursor.get()) : best.firstEntry());
    }

    /** The same within a family. */
    Optional<Prefix> after(Optional<Prefix> cursor, IpFamily family) {
        Prefix next = cursor.isPresent() ? best.higherKey(cursor.get()) : best.ceilingKey(Prefix.defaultRoute(family));
        return Optional.ofNullable(next).filter(prefix -> prefix.family() == family);
    }

    /** True if that changed anything. */
    boolean set(Prefix prefix, Optional<RibPath> path) {
        RibPath before = path.isPresent() ? best.put(prefix, path.get()) : best.remove(prefix);
        return !Optional.ofNullable(before).equals(path);
    }

    /** How many prefixes have a path. */
    public int size() {
        return best.size();
    }
}
