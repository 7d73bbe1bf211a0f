package dev.warren.net;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * A map from prefixes to values with longest-prefix match, both families in one map. Control-plane sized: a look-up costs one
 * tree probe per prefix length present. Not thread-safe: one thread owns it, or it is not changed after publication.
 *
 * @param <V> what a prefix maps to
 */
public final class PrefixMap<V> {
    private final TreeMap<Prefix, V> entries = new TreeMap<>();
    private final int[] countByLengthV4 = new int[IpFamily.V4.bits() + 1];
    private final int[] countByLengthV6 = new int[IpFamily.V6.bits() + 1];

    /** An empty map. */
    public PrefixMap() {}

    /** Adds or replaces an entry; returns the value that it replaced. */
    public Optional<V> put(Prefix prefix, V value) {
        Optional<V> before = Optional.ofNullable(entries.put(prefix, value));
        if (before.isEmpty()) {
            counts(prefix.family())[prefix.length()]++;
        }
        return before;
    }

    /** Removes an entry; returns the value that it had. */
    public Optional<V> remove(Prefix prefix) {
        Optional<V> before = Optional.ofNullable(entries.remove(prefix));
        if (before.isPresent()) {
            counts(prefix.family())[prefix.length()]--;
        }
        return before;
    }

    /** The value of exactly this prefix. */
    public Optional<V> get(Prefix prefix) {
        return Optional.ofNullable(entries.get(prefix));
    }

    /** The value of the longest prefix that holds the address. */
    public Optional<V> longestMatch(IpAddress address) {
        return longestMatch(Prefix.host(address));
    }

    /** The value of the longest prefix that is the given one or holds it. */
    public Optional<V> longestMatch(Prefix inside) {
        int[] counts = counts(inside.family());
        for (int length = inside.length(); length >= 0; length--) {
            if (counts[length] > 0) {
                V value = entries.get(Prefix.around(inside.address(), length));
                if (value != null) {
                    return Optional.of(value);
                }
            }
        }
        return Optional.empty();
    }

    /** All entries that are the given prefix or lie inside it, in the order of prefixes. */
    public List<V> inside(Prefix covering) {
        List<V> found = new ArrayList<>();
        for (var entry : entries.tailMap(covering, true).entrySet()) {
            if (!covering.contains(entry.getKey())) {
                break;
            }
            found.add(entry.getValue());
        }
        return found;
    }

    /** Calls for each entry in the order of prefixes. */
    public void forEach(BiConsumer<? super Prefix, ? super V> action) {
        entries.forEach(action);
    }

    /** The number of entries. */
    public int size() {
        return entries.size();
    }

    private int[] counts(IpFamily family) {
        return family == IpFamily.V4 ? countByLengthV4 : countByLengthV6;
    }
}
