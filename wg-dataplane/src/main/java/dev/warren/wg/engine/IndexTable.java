package dev.warren.wg.engine;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * From the random index in a message to the session or handshake it belongs to. An index's low bits are its slot, so a look-up is one
 * load; the table is kept at most half full. Look-ups from any thread; changes under this object's monitor.
 */
final class IndexTable {
    /** Who an index belongs to: a handshake until there is a keypair. */
    static final class Entry {
        final int index;
        final Peer peer;
        volatile @Nullable Keypair keypair;

        Entry(int index, Peer peer) {
            this.index = index;
            this.peer = peer;
        }
    }

    private final RandomGenerator random;
    private volatile AtomicReferenceArray<@Nullable Entry> slots = new AtomicReferenceArray<>(64);
    private int used;

    IndexTable(RandomGenerator random) {
        this.random = random;
    }

    @Nullable
    Entry get(int index) {
        AtomicReferenceArray<@Nullable Entry> table = slots;
        Entry entry = table.get(index & (table.length() - 1));
        return entry != null && entry.index == index ? entry : null;
    }

    synchronized Entry add(Peer peer) {
        if (used * 2 >= slots.length()) {
            grow();
        }
        while (true) {
            int index = random.nextInt();
            int slot = index & (slots.length() - 1);
            if (slots.get(slot) == null) {
                Entry entry = new Entry(index, peer);
                slots.set(slot, entry);
                used++;
                return entry;
            }
        }
    }

    synchronized void remove(int index) {
        int slot = index & (slots.length() - 1);
        Entry entry = slots.get(slot);
        if (entry != null && entry.index == index) {
            slots.set(slot, null);
            used--;
        }
    }

    private void grow() {
        AtomicReferenceArray<@Nullable Entry> larger = new AtomicReferenceArray<>(slots.length() * 2);
        for (int i = 0; i < slots.length(); i++) {
            Entry entry = slots.get(i);
            if (entry != null) {
                larger.set(entry.index & (larger.length() - 1), entry);
            }
        }
        slots = larger;
    }
}
