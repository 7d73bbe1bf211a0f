package dev.warren.bgp.rib;

import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A {@link PathTable} as an ordered tree of short lists. */
final class TreePathTable implements PathTable {
    private final TreeMap<Prefix, List<RibPath>> entries = new TreeMap<>();

    @Override
    public boolean put(Prefix prefix, RibPath path) {
        List<RibPath> paths = entries.computeIfAbsent(prefix, _ -> new ArrayList<>(1));
        for (int at = 0; at < paths.size(); at++) {
            if (paths.get(at).isFrom(path.from())) {
                return !paths.set(at, path).equals(path);
            }
        }
        return paths.add(path);
    }

    @Override
    public boolean remove(Prefix prefix, Optional<RibPeer> source) {
        List<RibPath> paths = entries.get(prefix);
        if (paths == null || !paths.removeIf(path -> path.isFrom(source))) {
            return false;
        }
        if (paths.isEmpty()) {
            entries.remove(prefix);
        }
        return true;
    }

    @Override
    public Optional<RibPath> get(Prefix prefix, Optional<RibPeer> source) {
        for (RibPath path : paths(prefix)) {
            if (path.isFrom(source)) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    @Override
    public List<RibPath> paths(Prefix prefix) {
        return entries.getOrDefault(prefix, List.of());
    }

    @Override
    public Optional<Prefix> after(Optional<Prefix> cursor) {
        if (cursor.isPresent()) {
            return Optional.ofNullable(entries.higherKey(cursor.get()));
        }
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.firstKey());
    }
}
