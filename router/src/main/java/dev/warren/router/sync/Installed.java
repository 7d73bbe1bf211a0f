package dev.warren.router.sync;

import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.router.fib.FibTarget;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is written: the owner of each AllowedIP, and the target of each route of the overlay table. Owned by one thread.
 *
 * @param allowedIps the peer that owns a prefix in the WireGuard device
 * @param routes where the kernel sends a prefix
 */
public record Installed(Map<Prefix, PublicKey> allowedIps, Map<Prefix, FibTarget> routes) {

    /** Nothing, to be filled. */
    public static Installed empty() {
        return new Installed(new HashMap<>(), new HashMap<>());
    }

    /** The number of prefixes whose owner or route is not the same in the other. */
    int differences(Installed other) {
        return differences(allowedIps, other.allowedIps) + differences(routes, other.routes);
    }

    private static <V> int differences(Map<Prefix, V> mine, Map<Prefix, V> theirs) {
        Set<Prefix> prefixes = new HashSet<>(mine.keySet());
        prefixes.addAll(theirs.keySet());
        return (int) prefixes.stream()
                .filter(prefix -> !Objects.equals(mine.get(prefix), theirs.get(prefix)))
                .count();
    }
}
