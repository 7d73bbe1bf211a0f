package dev.warren.bgp.policy;

import dev.warren.net.IpAddress;
import dev.warren.net.PrefixRange;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Prefix ranges of one family as a binary trie: the node of a range's covering prefix holds the set of lengths that it matches.
 * Not changed after publication.
 */
final class RangeTrie {
    private static final class Node {
        private @Nullable Node zero;
        private @Nullable Node one;
        private @Nullable BitSet lengths;
    }

    private final Node root = new Node();

    void add(PrefixRange range) {
        Node node = root;
        IpAddress address = range.prefix().address();
        for (int index = 0; index < range.prefix().length(); index++) {
            node = descend(node, address.bit(index));
        }
        BitSet lengths = node.lengths;
        if (lengths == null) {
            lengths = new BitSet();
            node.lengths = lengths;
        }
        lengths.set(range.minLength(), range.maxLength() + 1);
    }

    private static Node descend(Node node, int bit) {
        Node next = bit == 0 ? node.zero : node.one;
        if (next == null) {
            next = new Node();
            if (bit == 0) {
                node.zero = next;
            } else {
                node.one = next;
            }
        }
        return next;
    }

    /** Bits from the left; the first 64 in {@code high}. */
    boolean matches(long high, long low, int length) {
        Node node = root;
        for (int index = 0; node != null; index++) {
            BitSet lengths = node.lengths;
            if (lengths != null && lengths.get(length)) {
                return true;
            }
            if (index == length) {
                return false;
            }
            long word = index < 64 ? high : low;
            node = (word << index) >= 0 ? node.zero : node.one;
        }
        return false;
    }
}
