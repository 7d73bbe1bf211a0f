package dev.warren.wg.allowedips;

import org.jspecify.annotations.Nullable;

/**
 * The writer's side of a family's look-up table. Changes are made where readers see them, slot by slot; now and then, when the
 * slab is full, all that is of use moves to another one, with another root, and readers go there.
 */
final class PrefixTable<T> {
    private static final int SMALLEST = 256;
    /** More than a change can take: a node and three paths. */
    private static final int RESERVE = 64;

    private final PrefixRecords<T> records;
    private final OwnerNumbers<T> owners;
    private final RootSize rootSize;
    private int[] root = new int[1];
    private Slab slab = new Slab(SMALLEST);
    private TrieWriter trie = new TrieWriter(slab);
    private int mostRecords;
    private volatile LookupTable<T> readers;

    PrefixTable(PrefixRecords<T> records, OwnerNumbers<T> owners, RootSize rootSize) {
        this.rootSize = rootSize;
        this.records = records;
        this.owners = owners;
        readers = new LookupTable<>(root, slab.ints(), owners.values());
    }

    PrefixRecords<T> records() {
        return records;
    }

    /** What readers see. Any thread. */
    LookupTable<T> readers() {
        return readers;
    }

    /** To be called before a change to the records: makes room for it, and for the number of an owner who may be new. */
    void prepare(@Nullable PrefixOwner<T> comer) {
        int count = records.count();
        mostRecords = Math.max(mostRecords, count);
        if (slab.left() < RESERVE || owners.isWorn(comer)) {
            int bits = rootSize.bits(count, rootBits());
            if (bits != rootBits() || count < mostRecords / 2) {
                rebuild(bits);
            }
            compact();
            readers = new LookupTable<>(root, slab.ints(), owners.values());
        }
    }

    /** A record is there, or has another owner than before. */
    void put(int record, @Nullable PrefixOwner<T> before) {
        insert(records.key(record), owners.enter(records.owner(record)));
        if (before != null) {
            owners.leave(before);
        }
    }

    /** Removes a record from the table, then itself. */
    void remove(int record) {
        Key prefix = records.key(record);
        int index = index(prefix);
        if (prefix.length() <= rootBits()) {
            trie.fill(root, index, span(prefix), prefix.length(), prefix.length(), covering(prefix, 0, 0));
        } else {
            trie.remove(root, index, rootBits(), prefix, depth -> covering(prefix, depth + 1, depth));
        }
        owners.leave(records.owner(record));
        records.remove(record);
    }

    private void insert(Key prefix, int owner) {
        int index = index(prefix);
        if (prefix.length() <= rootBits()) {
            trie.fill(root, index, span(prefix), 0, prefix.length(), Entry.owned(prefix.length(), owner));
        } else {
            trie.put(root, index, rootBits(), prefix, owner);
        }
    }

    /** The entry, where {@code depth} bits are read, of the longest prefix that covers another and has at least so many bits. */
    private int covering(Key prefix, int shortest, int depth) {
        int covering = records.covering(prefix, shortest);
        return covering == PrefixRecords.NONE
                ? Entry.NONE
                : Entry.owned(records.key(covering).length() - depth, owners.number(records.owner(covering)));
    }

    /** Makes the trie of the records, out of readers' sight. */
    private void rebuild(int bits) {
        root = new int[1 << bits];
        use(new Slab(SMALLEST));
        records.forEach(record -> {
            if (slab.left() < RESERVE) {
                compact();
            }
            insert(records.key(record), owners.number(records.owner(record)));
        });
        mostRecords = records.count();
    }

    private void compact() {
        Compaction compaction = new Compaction(slab, owners.renumber());
        int live = compaction.live(root);
        Slab other = new Slab(Math.addExact(live, live / 2 + SMALLEST));
        root = compaction.copy(root, other);
        use(other);
    }

    private void use(Slab other) {
        slab = other;
        trie = new TrieWriter(other);
    }

    private int index(Key prefix) {
        return LookupTable.rootIndex(prefix.high(), rootBits());
    }

    private int span(Key prefix) {
        return root.length >>> prefix.length();
    }

    private int rootBits() {
        return Integer.numberOfTrailingZeros(root.length);
    }
}
