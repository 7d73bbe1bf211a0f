package dev.warren.bgp.rib;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;

/**
 * The prefixes of one family as ids from 1 up: their bits from the left in one or two longs, found by a hash. Ids of prefixes that
 * are gone are given out again.
 */
final class PrefixTable {
    private static final int LENGTH_BITS = 0xff;
    private static final long ADDRESS_BITS = ~(long) LENGTH_BITS;

    private final IpFamily family;
    private final boolean wide;
    private final Mixer mixer;
    /** The first 64 bits; of IPv4 the 32, and the length in the lowest octet. */
    private final LongColumn high = new LongColumn();

    private final LongColumn low = new LongColumn();
    /** Four lengths in each int. */
    private final IntColumn lengths = new IntColumn();

    private final IdIndex index = new IdIndex(this::hash);
    private final FreeIds ids = new FreeIds();

    PrefixTable(IpFamily family, Mixer mixer) {
        this.family = family;
        this.wide = family == IpFamily.V6;
        this.mixer = mixer;
    }

    IpFamily family() {
        return family;
    }

    /** All ids are below this; some may be free. */
    int limit() {
        return ids.limit();
    }

    int size() {
        return ids.size();
    }

    private int hash(int id) {
        return mixer.hash(high.get(id), wide ? low.get(id) : 0, wide ? length(id) : 0);
    }

    /** The id of a prefix, or 0. */
    int find(long highBits, long lowBits, int length) {
        long first = wide ? highBits : highBits | length;
        return find(first, lowBits, length, mixer.hash(first, lowBits, wide ? length : 0));
    }

    private int find(long first, long second, int length, int hash) {
        int found = find(index.slots(), first, second, length, hash);
        return found == 0 ? find(index.before(), first, second, length, hash) : found;
    }

    private int find(int[] slots, long first, long second, int length, int hash) {
        int slot = IdIndex.home(slots, hash);
        for (int id = slots[slot]; id != 0; id = slots[slot]) {
            if (id > 0 && high.get(id) == first && (!wide || (low.get(id) == second && length(id) == length))) {
                return id;
            }
            slot = IdIndex.next(slots, slot);
        }
        return 0;
    }

    int find(Prefix prefix) {
        return find(highBits(prefix), lowBits(prefix), prefix.length());
    }

    /** The id of a prefix, a new one if need be. */
    int add(long highBits, long lowBits, int length) {
        long first = wide ? highBits : highBits | length;
        int hash = mixer.hash(first, lowBits, wide ? length : 0);
        int known = find(first, lowBits, length, hash);
        if (known != 0) {
            return known;
        }
        int id = ids.take();
        high.grow(id);
        high.set(id, first);
        if (wide) {
            low.grow(id);
            low.set(id, lowBits);
            lengths.grow(id >>> 2);
            int shift = (id & 3) << 3;
            lengths.set(id >>> 2, (lengths.get(id >>> 2) & ~(LENGTH_BITS << shift)) | (length << shift));
        }
        index.add(id, hash);
        return id;
    }

    int add(Prefix prefix) {
        return add(highBits(prefix), lowBits(prefix), prefix.length());
    }

    void remove(int id) {
        index.remove(id, hash(id));
        ids.give(id);
    }

    int length(int id) {
        return wide ? (lengths.get(id >>> 2) >>> ((id & 3) << 3)) & LENGTH_BITS : (int) high.get(id) & LENGTH_BITS;
    }

    /** The first 64 bits; IPv4 has 32. */
    long highBits(int id) {
        return wide ? high.get(id) : high.get(id) & ADDRESS_BITS;
    }

    /** The second 64 bits of an IPv6 prefix. */
    long lowBits(int id) {
        return wide ? low.get(id) : 0;
    }

    Prefix prefix(int id) {
        return prefix(family, high.get(id), wide ? low.get(id) : 0, length(id));
    }

    /** A prefix from its bits from the left. */
    static Prefix prefix(IpFamily family, long highBits, long lowBits, int length) {
        IpAddress address =
                family == IpFamily.V4 ? IpAddress.ofV4((int) (highBits >>> 32)) : IpAddress.ofV6(highBits, lowBits);
        return new Prefix(address, length);
    }

    /** Writes the prefix as RFC 4271 section 4.3 has it; answers where it ends. */
    int write(int id, byte[] out, int from) {
        int length = length(id);
        int octets = (length + 7) >>> 3;
        out[from] = (byte) length;
        long bits = high.get(id);
        for (int index = 0; index < octets; index++) {
            if (index == 8) {
                bits = low.get(id);
            }
            out[from + 1 + index] = (byte) (bits >>> 56);
            bits <<= 8;
        }
        return from + 1 + octets;
    }

    private static long highBits(Prefix prefix) {
        IpAddress address = prefix.address();
        return address.family() == IpFamily.V4 ? address.low() << 32 : address.high();
    }

    private static long lowBits(Prefix prefix) {
        IpAddress address = prefix.address();
        return address.family() == IpFamily.V4 ? 0 : address.low();
    }
}
