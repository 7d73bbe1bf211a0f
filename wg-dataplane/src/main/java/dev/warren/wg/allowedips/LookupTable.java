package dev.warren.wg.allowedips;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * What readers see of a family: a multibit trie with the answers pushed to its leaves (Srinivasan and Varghese, Fast Address
 * Lookups Using Controlled Prefix Expansion, ACM TOCS 17:1, 1999), and paths without a fork left out (Morrison, PATRICIA, 1968). A
 * root of one slot, or of one for each value of the first 16 or 20 bits, then blocks.
 *
 * <p>A slot is written at once, when all that it leads to is there, and a block that has gone out of use stays as it was: so
 * the last slot that a look-up reads has what was right when it was read, or when its block went out of use.
 *
 * @param <T> what a look-up returns
 */
final class LookupTable<T> {
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] root;
    private final int rootBits;
    private final int[] slab;
    private final Object[] owners;

    /** @param owners what a look-up returns, by the owners' numbers */
    LookupTable(int[] root, int[] slab, Object[] owners) {
        this.root = root;
        rootBits = Integer.numberOfTrailingZeros(root.length);
        this.slab = slab;
        this.owners = owners;
    }

    /** Any thread; never waits, allocates nothing. */
    @SuppressWarnings("unchecked") // owners' values are all that is in it
    @Nullable
    T lookup(long high, long low) {
        int entry = get(root, rootIndex(high, rootBits));
        int depth = rootBits;
        while (Entry.isChild(entry)) {
            int block = Entry.block(entry);
            if (Entry.isPath(entry)) {
                depth = Block.depth(slab, block);
                boolean holds = Block.holds(slab, block, depth, high, low);
                entry = get(slab, block + (holds ? Block.FIRST_SLOT : Block.INHERITED));
            } else {
                entry = get(slab, block + Block.FIRST_SLOT + Key.nibble(high, low, depth));
                depth += Block.STRIDE;
            }
        }
        int owner = Entry.owner(entry);
        return owner == Entry.NONE ? null : (T) owners[owner];
    }

    /** The root's slot for the addresses that begin with these bits. */
    static int rootIndex(long high, int rootBits) {
        return (int) (high >>> 1 >>> (63 - rootBits));
    }

    private static int get(int[] ints, int at) {
        return (int) INTS.getAcquire(ints, at);
    }

    /** Sets a slot that readers may see; what it leads to is written. */
    static void set(int[] ints, int at, int entry) {
        INTS.setRelease(ints, at, entry);
    }
}
