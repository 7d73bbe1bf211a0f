package dev.warren.wg.allowedips;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import org.jspecify.annotations.Nullable;

/**
 * A node of the path-compressed binary trie. Its bits never change; children and owner are published by volatile writes. Bits
 * are aligned to the left: an IPv4 prefix stands in the upper half of {@code high}.
 */
final class TrieNode<T> {
    final IpFamily family;
    final long high;
    final long low;
    final int length;
    private final long highMask;
    private final long lowMask;

    volatile @Nullable TrieNode<T> zero;
    volatile @Nullable TrieNode<T> one;
    volatile @Nullable PrefixOwner<T> owner;

    @Nullable
    TrieNode<T> nextOfOwner;

    @Nullable
    TrieNode<T> previousOfOwner;

    TrieNode(IpFamily family, long high, long low, int length) {
        this.family = family;
        this.length = length;
        highMask = length == 0 ? 0 : length >= 64 ? -1L : -1L << (64 - length);
        lowMask = length <= 64 ? 0 : -1L << (128 - length);
        this.high = high & highMask;
        this.low = low & lowMask;
    }

    boolean holds(long otherHigh, long otherLow) {
        return (((otherHigh ^ high) & highMask) | ((otherLow ^ low) & lowMask)) == 0;
    }

    @Nullable
    TrieNode<T> child(long otherHigh, long otherLow) {
        return bit(otherHigh, otherLow, length) == 0 ? zero : one;
    }

    void setChild(long otherHigh, long otherLow, @Nullable TrieNode<T> node) {
        if (bit(otherHigh, otherLow, length) == 0) {
            zero = node;
        } else {
            one = node;
        }
    }

    /** How many leading bits two nodes share, at most the shorter length. */
    int commonLength(TrieNode<T> other) {
        long difference = high ^ other.high;
        int common = difference != 0
                ? Long.numberOfLeadingZeros(difference)
                : 64 + Long.numberOfLeadingZeros(low ^ other.low);
        return Math.min(common, Math.min(length, other.length));
    }

    Prefix prefix() {
        IpAddress address = family == IpFamily.V4 ? IpAddress.ofV4((int) (high >>> 32)) : IpAddress.ofV6(high, low);
        return new Prefix(address, length);
    }

    static int bit(long high, long low, int index) {
        return (int) (index < 64 ? high >>> (63 - index) : low >>> (127 - index)) & 1;
    }
}
