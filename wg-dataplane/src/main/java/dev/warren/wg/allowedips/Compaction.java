package dev.warren.wg.allowedips;

/** Copies what a root leads to into a slab of its own, parents before their children, without what is of no use. */
final class Compaction {
    private final int[] from;
    private final int[] renumbered;

    /** @param renumbered the owners' new numbers by the old ones */
    Compaction(Slab from, int[] renumbered) {
        this.from = from.ints();
        this.renumbered = renumbered;
    }

    /** How many ints below a root are of use. */
    int live(int[] root) {
        int live = 0;
        for (int entry : root) {
            live += live(entry);
        }
        return live;
    }

    /** Zero if it has nothing but what it inherits. */
    private int live(int entry) {
        if (!Entry.isChild(entry)) {
            return 0;
        }
        int live = 0;
        boolean hasOwn = false;
        int first = Entry.block(entry) + Block.FIRST_SLOT;
        for (int at = first; at < first + Block.slots(entry); at++) {
            live += live(from[at]);
            int owned = Entry.isChild(from[at]) ? from[Entry.block(from[at])] : from[at];
            hasOwn |= Entry.extraBits(owned) != 0;
        }
        return hasOwn || live > 0 ? live + Block.size(from, entry) : 0;
    }

    /** The root's copy, which leads into the other slab. */
    int[] copy(int[] root, Slab to) {
        int[] copy = new int[root.length];
        for (int i = 0; i < root.length; i++) {
            copy[i] = copy(root[i], to);
        }
        return copy;
    }

    private int copy(int entry, Slab to) {
        if (!Entry.isChild(entry)) {
            return Entry.owned(Entry.extraBits(entry), renumbered[Entry.owner(entry)]);
        }
        int block = Entry.block(entry);
        int inherited = copy(from[block + Block.INHERITED], to);
        int begin = to.used();
        int child = Entry.isPath(entry) ? to.path(Block.key(from, block), inherited, Entry.NONE) : to.node(inherited);
        boolean isOfUse = false;
        for (int slot = Block.FIRST_SLOT; slot < Block.FIRST_SLOT + Block.slots(entry); slot++) {
            int copy = copy(from[block + slot], to);
            to.ints()[Entry.block(child) + slot] = copy;
            isOfUse |= Entry.isChild(copy) || Entry.extraBits(copy) != 0;
        }
        if (isOfUse) {
            return child;
        }
        to.release(begin);
        return inherited;
    }
}
