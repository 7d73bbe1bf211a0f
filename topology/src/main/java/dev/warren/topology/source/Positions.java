package dev.warren.topology.source;

import java.util.HashMap;
import java.util.Map;

/**
 * Where each part of a model stands, by its path: {@code hubs.fra} is the name, {@code hubs.fra.addresses.0} the first
 * address. A part that isn't written stands where the nearest part around it does.
 */
public final class Positions {
    private final Map<String, Position> byPath = new HashMap<>();
    private final Position start;

    /** No parts yet; everything stands at {@code start}. */
    public Positions(Position start) {
        this.start = start;
    }

    /** Notes where a part stands; the first note counts. */
    public void note(String path, Position position) {
        byPath.putIfAbsent(path, position);
    }

    /** Where a part stands. */
    public Position of(String path) {
        String part = path;
        while (!part.isEmpty()) {
            Position position = byPath.get(part);
            if (position != null) {
                return position;
            }
            part = part.substring(0, Math.max(0, part.lastIndexOf('.')));
        }
        return start;
    }
}
