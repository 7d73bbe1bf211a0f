package dev.warren.wg.allowedips;

import java.util.function.IntUnaryOperator;

/**
 * Adds prefixes below a slot and takes them away, where readers see it. {@code depth} is how many bits lead to the slot; every
 * prefix is longer.
 */
final class TrieWriter {
    private final Slab slab;

    TrieWriter(Slab slab) {
        this.slab = slab;
    }

    /** Adds a prefix, or gives it to this owner. */
    void put(int[] slots, int at, int depth, Key prefix, int owner) {
        int entry = slots[at];
        if (!Entry.isChild(entry)) {
            LookupTable.set(slots, at, slab.path(prefix, entry, Entry.owned(1, owner)));
        } else if (Entry.isPath(entry)) {
            putOnPath(slots, at, depth, prefix, owner);
        } else {
            putInNode(Entry.block(entry), depth, prefix, owner);
        }
    }

    private void putInNode(int node, int depth, Key prefix, int owner) {
        int at = node + Block.FIRST_SLOT + prefix.nibble(depth);
        int extraBits = prefix.length() - depth;
        if (extraBits <= Block.STRIDE) {
            fill(slab.ints(), at, Block.span(extraBits), 0, extraBits, Entry.owned(extraBits, owner));
        } else {
            put(slab.ints(), at, depth + Block.STRIDE, prefix, owner);
        }
    }

    private void putOnPath(int[] slots, int at, int depth, Key prefix, int owner) {
        int[] ints = slab.ints();
        int path = Entry.block(slots[at]);
        int slot = path + Block.FIRST_SLOT;
        int pathDepth = Block.depth(ints, path);
        int common = prefix.common(Block.key(ints, path));
        boolean isSame = common == pathDepth && common == prefix.length();
        if (Entry.isChild(ints[slot])) {
            if (common == pathDepth && !isSame) {
                put(ints, slot, pathDepth, prefix, owner);
            } else {
                fork(slots, at, depth, prefix, owner);
            }
        } else if (isSame) {
            LookupTable.set(ints, slot, Entry.owned(1, owner));
        } else if (Entry.extraBits(ints[slot]) == 0) {
            LookupTable.set(slots, at, slab.path(prefix, ints[path], Entry.owned(1, owner)));
        } else {
            fork(slots, at, depth, prefix, owner);
        }
    }

    /** Puts a node where the prefix leaves a path, which is written anew: what is left of it is for fewer addresses. */
    private void fork(int[] slots, int at, int depth, Key prefix, int owner) {
        int[] ints = slab.ints();
        int path = Entry.block(slots[at]);
        int inherited = ints[path];
        int slot = ints[path + Block.FIRST_SLOT];
        Key key = Block.key(ints, path);
        int nodeDepth = Math.min(prefix.common(key), Math.min(prefix.length(), key.length()) - 1) & -Block.STRIDE;
        boolean isHere = nodeDepth == depth;
        int entry = slab.node(isHere ? inherited : Entry.inherited(inherited));
        int node = Entry.block(entry);
        int rest = node + Block.FIRST_SLOT + key.nibble(nodeDepth);
        int extraBits = key.length() - nodeDepth;
        if (Entry.isChild(slot) && extraBits == Block.STRIDE) {
            ints[rest] = slot;
        } else if (Entry.isChild(slot) || extraBits > Block.STRIDE) {
            ints[rest] = slab.path(key, ints[rest], slot);
        } else {
            fill(ints, rest, Block.span(extraBits), 0, extraBits, Entry.owned(extraBits, Entry.owner(slot)));
        }
        putInNode(node, nodeDepth, prefix, owner);
        LookupTable.set(slots, at, isHere ? entry : slab.path(prefix.first(nodeDepth), inherited, entry));
    }

    /**
     * Takes away a prefix that is there.
     *
     * @param instead the entry of the longest prefix that covers it and ends in the same node, by the node's depth, or
     *     {@link Entry#NONE}
     */
    void remove(int[] slots, int at, int depth, Key prefix, IntUnaryOperator instead) {
        int[] ints = slab.ints();
        int block = Entry.block(slots[at]);
        int slot = block + Block.FIRST_SLOT;
        if (Entry.isPath(slots[at])) {
            if (Entry.isChild(ints[slot])) {
                remove(ints, slot, Block.depth(ints, block), prefix, instead);
            } else {
                LookupTable.set(ints, slot, Entry.inherited(ints[block]));
            }
            return;
        }
        int place = slot + prefix.nibble(depth);
        int extraBits = prefix.length() - depth;
        if (extraBits > Block.STRIDE) {
            remove(ints, place, depth + Block.STRIDE, prefix, instead);
        } else {
            int covering = instead.applyAsInt(depth);
            int entry = covering == Entry.NONE ? Entry.inherited(ints[block]) : covering;
            fill(ints, place, Block.span(extraBits), extraBits, extraBits, entry);
        }
    }

    /** Sets the slots that are of a prefix with {@code fewest} to {@code most} extra bits, and what inherits from them. */
    void fill(int[] slots, int from, int count, int fewest, int most, int entry) {
        for (int at = from; at < from + count; at++) {
            int before = slots[at];
            if (Entry.isChild(before)) {
                int block = Entry.block(before);
                int bits = Entry.extraBits(slab.ints()[block]);
                if (bits >= fewest && bits <= most) {
                    LookupTable.set(slab.ints(), block, entry);
                    fill(slab.ints(), block + Block.FIRST_SLOT, Block.slots(before), 0, 0, Entry.inherited(entry));
                }
            } else if (Entry.extraBits(before) >= fewest && Entry.extraBits(before) <= most) {
                LookupTable.set(slots, at, entry);
            }
        }
    }
}
