package dev.warren.wg.allowedips;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/**
 * The writer's list of a family's prefixes: which there are, whose each is, and its neighbours in its owner's list. An open
 * hash table (linear probing, keyed so that nobody can choose colliding prefixes) over columns.
 *
 * @param <T> what a look-up returns
 */
final class PrefixRecords<T> {
    static final int NONE = -1;

    private static final int INITIAL = 8;

    private final long seed = new SplittableRandom().nextLong();
    private final boolean wide;
    /** Zero, or in the low bits a record's number plus 1, and above them as many bits of its prefix's hash as fit. */
    private int[] slots = {};

    private int recordBits;
    private long[] high = {};
    private long[] low = {};
    private byte[] length = {};
    private PrefixOwner<T>[] owner = PrefixOwner.array(0);
    private int[] next = {};
    private int[] previous = {};
    private int count;
    private int added;
    private int free = NONE;

    /** @param wide true if prefixes may be longer than 64 bits */
    PrefixRecords(boolean wide) {
        this.wide = wide;
    }

    int count() {
        return count;
    }

    /** A prefix's record, or NONE. */
    int find(Key prefix) {
        if (count == 0) {
            return NONE;
        }
        long hash = hash(prefix);
        for (int slot = home(hash); slots[slot] != 0; slot = after(slot)) {
            if (((slots[slot] ^ (int) hash) & ~recordBits) == 0) {
                int record = record(slot);
                if (high[record] == prefix.high()
                        && low(record) == prefix.low()
                        && length[record] == (byte) prefix.length()) {
                    return record;
                }
            }
        }
        return NONE;
    }

    /** The longest prefix that holds another and is shorter, at least {@code shortest} bits long, or NONE. */
    int covering(Key other, int shortest) {
        for (int length = other.length() - 1; length >= shortest; length--) {
            int record = find(other.first(length));
            if (record != NONE) {
                return record;
            }
        }
        return NONE;
    }

    /** A record for a prefix that has none. */
    int add(Key prefix, PrefixOwner<T> itsOwner) {
        int record = free;
        if (record != NONE) {
            free = next[record];
        } else {
            if (added == high.length) {
                grow();
            }
            record = added++;
        }
        high[record] = prefix.high();
        if (wide) {
            low[record] = prefix.low();
        }
        length[record] = (byte) prefix.length();
        owner[record] = itsOwner;
        count++;
        enter(record, hash(prefix));
        return record;
    }

    /** Removes a record; its number may come again. */
    void remove(int record) {
        int slot = home(hash(key(record)));
        while (record(slot) != record) {
            slot = after(slot);
        }
        close(slot);
        count--;
        if (count == 0) {
            reset();
        } else {
            owner[record] = null;
            next[record] = free;
            free = record;
        }
    }

    Key key(int record) {
        return new Key(high[record], low(record), length[record] & 0xff);
    }

    private long low(int record) {
        return wide ? low[record] : 0;
    }

    PrefixOwner<T> owner(int record) {
        return owner[record];
    }

    void setOwner(int record, PrefixOwner<T> changed) {
        owner[record] = changed;
    }

    int[] next() {
        return next;
    }

    int[] previous() {
        return previous;
    }

    /** Does something for each record, by and large in the order in which they came. */
    void forEach(IntConsumer action) {
        for (int record = 0; record < added; record++) {
            if (owner[record] != null) {
                action.accept(record);
            }
        }
    }

    private void grow() {
        int capacity = Math.max(INITIAL, Math.addExact(added, added / 2));
        high = Arrays.copyOf(high, capacity);
        low = wide ? Arrays.copyOf(low, capacity) : low;
        length = Arrays.copyOf(length, capacity);
        owner = Arrays.copyOf(owner, capacity);
        next = Arrays.copyOf(next, capacity);
        previous = Arrays.copyOf(previous, capacity);
        slots = new int[capacity + capacity / 3 + 1];
        recordBits = -1 >>> Integer.numberOfLeadingZeros(capacity);
        for (int record = 0; record < added; record++) {
            enter(record, hash(key(record)));
        }
    }

    private void reset() {
        slots = new int[0];
        high = new long[0];
        low = new long[0];
        length = new byte[0];
        owner = PrefixOwner.array(0);
        next = new int[0];
        previous = new int[0];
        added = 0;
        free = NONE;
    }

    private void enter(int record, long hash) {
        int slot = home(hash);
        while (slots[slot] != 0) {
            slot = after(slot);
        }
        slots[slot] = ((int) hash & ~recordBits) | (record + 1);
    }

    private int record(int slot) {
        return (slots[slot] & recordBits) - 1;
    }

    /** Empties a slot and moves up those that had to go past it (Knuth, TAOCP volume 3, algorithm 6.4 R). */
    private void close(int slot) {
        int hole = slot;
        for (int i = after(slot); slots[i] != 0; i = after(i)) {
            int home = home(hash(key(record(i))));
            boolean stays = hole <= i ? hole < home && home <= i : hole < home || home <= i;
            if (!stays) {
                slots[hole] = slots[i];
                hole = i;
            }
        }
        slots[hole] = 0;
    }

    private int after(int slot) {
        return slot + 1 == slots.length ? 0 : slot + 1;
    }

    private int home(long hash) {
        return (int) Math.unsignedMultiplyHigh(hash, slots.length);
    }

    private long hash(Key prefix) {
        long hash = (prefix.high() ^ seed) * 0x9e37_79b9_7f4a_7c15L;
        hash = (hash ^ hash >>> 32 ^ prefix.low()) * 0xbf58_476d_1ce4_e5b9L;
        hash = (hash ^ hash >>> 29 ^ prefix.length()) * 0x94d0_49bb_1331_11ebL;
        return hash ^ hash >>> 32;
    }
}
