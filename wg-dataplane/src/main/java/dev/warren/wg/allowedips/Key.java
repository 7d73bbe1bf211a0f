package dev.warren.wg.allowedips;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;

/**
 * Leading bits of an address, in two words aligned to the left: IPv4 stands in the upper half of the first.
 *
 * @param high the first word
 * @param low the second word
 * @param length how many bits count, 0 to 128; the others are zero
 */
record Key(long high, long low, int length) {
    static Key of(Prefix prefix) {
        IpAddress address = prefix.address();
        return prefix.family() == IpFamily.V4
                ? new Key(address.low() << 32, 0, prefix.length())
                : new Key(address.high(), address.low(), prefix.length());
    }

    Prefix prefix(IpFamily family) {
        return new Prefix(
                family == IpFamily.V4 ? IpAddress.ofV4((int) (high >>> 32)) : IpAddress.ofV6(high, low), length);
    }

    /** The first bits of this. */
    Key first(int bits) {
        return new Key(
                bits >= 64 ? high : bits == 0 ? 0 : high & -1L << (64 - bits),
                bits <= 64 ? 0 : low & -1L << (128 - bits),
                bits);
    }

    /** The number of leading bits that both have. */
    int common(Key other) {
        long difference = high ^ other.high;
        int common = difference != 0
                ? Long.numberOfLeadingZeros(difference)
                : 64 + Long.numberOfLeadingZeros(low ^ other.low);
        return Math.min(common, Math.min(length, other.length));
    }

    /** The four bits from an index on, which is a multiple of four. */
    int nibble(int index) {
        return nibble(high, low, index);
    }

    static int nibble(long high, long low, int index) {
        return (int) (index < 64 ? high >>> (60 - index) : low >>> (124 - index)) & 0xf;
    }
}
