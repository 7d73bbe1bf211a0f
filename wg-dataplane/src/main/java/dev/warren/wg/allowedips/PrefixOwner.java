package dev.warren.wg.allowedips;

import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An owner of prefixes: a peer, with the list of what it owns. The list is the table's to change.
 *
 * @param <T> what a look-up returns
 */
public final class PrefixOwner<T> {
    final T value;

    @Nullable
    TrieNode<T> first;

    @Nullable
    TrieNode<T> last;

    int size;

    /** An owner of nothing yet. */
    public PrefixOwner(T value) {
        this.value = value;
    }

    /** The number of prefixes owned. Under the table's lock. */
    public int size() {
        return size;
    }

    /** What it owns, in the order in which it came. Under the table's lock. */
    public List<Prefix> prefixes() {
        List<Prefix> all = new ArrayList<>(size);
        for (TrieNode<T> node = first; node != null; node = node.nextOfOwner) {
            all.add(node.prefix());
        }
        return all;
    }
}
