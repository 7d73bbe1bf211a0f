package dev.warren.wg.allowedips;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table: longest-prefix match over prefixes, each with one owner. Giving an owned prefix to another owner moves it in one
 * step: every look-up finds the old owner or the new one.
 *
 * <p>Changes are one thread's at a time; look-ups are wait-free and may run meanwhile from any thread: a node is complete before it
 * is linked, and an unlinked one still leads to where it led.
 *
 * @param <T> what a look-up returns
 */
public final class AllowedIps<T> {
    private volatile @Nullable TrieNode<T> rootV4;
    private volatile @Nullable TrieNode<T> rootV6;
    private int size;

    /** An empty table. */
    public AllowedIps() {}

    /** The owner of the longest prefix that holds the IPv4 address of these 32 bits, or null. */
    public @Nullable T lookupV4(int address) {
        return lookup(rootV4, (long) address << 32, 0, 32);
    }

    /** The owner of the longest prefix that holds the IPv6 address of these two words, or null. */
    public @Nullable T lookupV6(long high, long low) {
        return lookup(rootV6, high, low, 128);
    }

    private static <T> @Nullable T lookup(@Nullable TrieNode<T> root, long high, long low, int bits) {
        PrefixOwner<T> best = null;
        TrieNode<T> node = root;
        while (node != null && node.holds(high, low)) {
            PrefixOwner<T> owner = node.owner;
            if (owner != null) {
                best = owner;
            }
            if (node.length == bits) {
                break;
            }
            node = node.child(high, low);
        }
        return best == null ? null : best.value;
    }

    /** Gives a prefix to an owner; returns whom it was taken from, null if nobody else had it. */
    public @Nullable T put(Prefix prefix, PrefixOwner<T> owner) {
        TrieNode<T> node = insert(nodeOf(prefix));
        PrefixOwner<T> before = node.owner;
        if (before == owner) {
            return null;
        }
        if (before != null) {
            unlink(before, node);
        } else {
            size++;
        }
        link(owner, node);
        node.owner = owner;
        return before == null ? null : before.value;
    }

    /** Takes a prefix from its owner if that is this one; returns whether it was. */
    public boolean remove(Prefix prefix, PrefixOwner<T> owner) {
        TrieNode<T> key = nodeOf(prefix);
        List<TrieNode<T>> path = new ArrayList<>();
        TrieNode<T> node = root(prefix.family());
        while (node != null && node.length < key.length && node.holds(key.high, key.low)) {
            path.add(node);
            node = node.child(key.high, key.low);
        }
        if (node == null || node.length != key.length || !node.holds(key.high, key.low) || node.owner != owner) {
            return false;
        }
        node.owner = null;
        unlink(owner, node);
        size--;
        prune(node, path);
        return true;
    }

    /** Takes everything from an owner. */
    public void removeAll(PrefixOwner<T> owner) {
        for (Prefix prefix : owner.prefixes()) {
            remove(prefix, owner);
        }
    }

    /** The number of prefixes. */
    public int size() {
        return size;
    }

    private TrieNode<T> insert(TrieNode<T> added) {
        TrieNode<T> parent = null;
        TrieNode<T> node = root(added.family);
        while (node != null && node.length <= added.length && node.holds(added.high, added.low)) {
            if (node.length == added.length) {
                return node;
            }
            parent = node;
            node = node.child(added.high, added.low);
        }
        if (node == null) {
            replaceChild(parent, added, added);
            return added;
        }
        int common = node.commonLength(added);
        if (common == added.length) {
            added.setChild(node.high, node.low, node);
            replaceChild(parent, added, added);
            return added;
        }
        TrieNode<T> fork = new TrieNode<>(added.family, added.high, added.low, common);
        fork.setChild(node.high, node.low, node);
        fork.setChild(added.high, added.low, added);
        replaceChild(parent, added, fork);
        return added;
    }

    /** Unlinks a node without owner if it has at most one child, then its parent, which may have become a fork for nothing. */
    private void prune(TrieNode<T> node, List<TrieNode<T>> path) {
        TrieNode<T> zero = node.zero;
        TrieNode<T> one = node.one;
        if (node.owner != null || (zero != null && one != null)) {
            return;
        }
        TrieNode<T> parent = path.isEmpty() ? null : path.removeLast();
        replaceChild(parent, node, zero != null ? zero : one);
        if (parent != null) {
            prune(parent, path);
        }
    }

    private void replaceChild(@Nullable TrieNode<T> parent, TrieNode<T> where, @Nullable TrieNode<T> node) {
        if (parent != null) {
            parent.setChild(where.high, where.low, node);
        } else if (where.family == IpFamily.V4) {
            rootV4 = node;
        } else {
            rootV6 = node;
        }
    }

    private @Nullable TrieNode<T> root(IpFamily family) {
        return family == IpFamily.V4 ? rootV4 : rootV6;
    }

    private TrieNode<T> nodeOf(Prefix prefix) {
        IpAddress address = prefix.address();
        return prefix.family() == IpFamily.V4
                ? new TrieNode<>(IpFamily.V4, address.low() << 32, 0, prefix.length())
                : new TrieNode<>(IpFamily.V6, address.high(), address.low(), prefix.length());
    }

    private static <T> void link(PrefixOwner<T> owner, TrieNode<T> node) {
        TrieNode<T> last = owner.last;
        node.previousOfOwner = last;
        node.nextOfOwner = null;
        if (last == null) {
            owner.first = node;
        } else {
            last.nextOfOwner = node;
        }
        owner.last = node;
        owner.size++;
    }

    private static <T> void unlink(PrefixOwner<T> owner, TrieNode<T> node) {
        TrieNode<T> before = node.previousOfOwner;
        TrieNode<T> after = node.nextOfOwner;
        if (before == null) {
            owner.first = after;
        } else {
            before.nextOfOwner = after;
        }
        if (after == null) {
            owner.last = before;
        } else {
            after.previousOfOwner = before;
        }
        owner.size--;
    }
}
