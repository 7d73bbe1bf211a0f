package dev.warren.bgp.rib;

import dev.warren.bgp.wire.PathAttributes;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One object per set of attributes: a full table has some six prefixes per set. Sets that nobody holds any more go by themselves.
 * They are found by a 64-bit hash with a secret of this object, so that a neighbour's choice of attributes can't make it slow.
 */
final class AttributeInterner {
    private final long secret = new SplittableRandom().nextLong();
    private final Map<Long, Held> sets = new HashMap<>();
    private final ReferenceQueue<PathAttributes> released = new ReferenceQueue<>();

    private static final class Held extends WeakReference<PathAttributes> {
        private final long hash;

        Held(PathAttributes attributes, long hash, ReferenceQueue<PathAttributes> released) {
            super(attributes, released);
            this.hash = hash;
        }
    }

    PathAttributes intern(PathAttributes attributes) {
        forgetReleased();
        long hash = AttributeHash.of(attributes, secret);
        Held held = sets.get(hash);
        PathAttributes known = held == null ? null : held.get();
        if (known == null) {
            sets.put(hash, new Held(attributes, hash, released));
            return attributes;
        }
        return known.equals(attributes) ? known : attributes;
    }

    private void forgetReleased() {
        for (Reference<?> gone = released.poll(); gone != null; gone = released.poll()) {
            if (gone instanceof Held held) {
                sets.remove(held.hash, held);
            }
        }
    }
}
