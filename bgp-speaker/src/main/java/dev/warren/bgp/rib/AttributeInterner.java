package dev.warren.bgp.rib;

import dev.warren.bgp.wire.PathAttributes;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/** One object per set of attributes: a full table has some six prefixes per set. Sets that nobody holds any more go by themselves. */
final class AttributeInterner {
    private final Map<PathAttributes, WeakReference<PathAttributes>> sets = new WeakHashMap<>();

    PathAttributes intern(PathAttributes attributes) {
        WeakReference<PathAttributes> held = sets.get(attributes);
        PathAttributes known = held == null ? null : held.get();
        if (known == null) {
            sets.put(attributes, new WeakReference<>(attributes));
            return attributes;
        }
        return known;
    }
}
