package dev.warren.wg.allowedips;

/**
 * What a slot says, as an int. An owner, with how many bits its prefix has beyond where the slot's block begins: none if the
 * prefix is further up; owner 0 is nobody. Or, if negative, where to go on.
 *
 * <pre>
 *  0 | extra bits (5)        | owner (26)
 *  1 | path | where the {@link Block} is (30)
 * </pre>
 */
final class Entry {
    static final int NONE = 0;
    static final int OWNERS = 1 << 26;
    static final int BLOCKS = 1 << 30;

    private static final int CHILD = 1 << 31;
    private static final int PATH = 1 << 30;

    private Entry() {}

    static int owned(int extraBits, int owner) {
        return extraBits << 26 | owner;
    }

    /** The same owner, by a prefix of further up. */
    static int inherited(int owned) {
        return owned & (OWNERS - 1);
    }

    static int extraBits(int owned) {
        return owned >>> 26;
    }

    static int owner(int owned) {
        return owned & (OWNERS - 1);
    }

    static boolean isChild(int entry) {
        return entry < 0;
    }

    static int node(int block) {
        return CHILD | block;
    }

    static int path(int block) {
        return CHILD | PATH | block;
    }

    static boolean isPath(int child) {
        return (child & PATH) != 0;
    }

    static int block(int child) {
        return child & (BLOCKS - 1);
    }
}
