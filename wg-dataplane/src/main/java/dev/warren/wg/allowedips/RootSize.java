package dev.warren.wg.allowedips;

/**
 * How many bits a trie's root reads: the more, the fewer the steps of a look-up, but it should not outweigh the rest.
 *
 * @param from16 from how many prefixes on it reads 16 bits, in 256 KiB
 * @param from20 from how many on 20 bits, in 4 MiB
 */
record RootSize(int from16, int from20) {
    static final RootSize DEFAULT = new RootSize(8_192, 262_144);

    /** A wider root is given up only below a quarter of what it needs, so that a table that comes and goes is not always rebuilt. */
    private static final int KEPT = 4;

    /** The bits for this many prefixes, when the root reads {@code present} bits now. */
    int bits(int prefixes, int present) {
        if (prefixes >= (present >= 20 ? from20 / KEPT : from20)) {
            return 20;
        }
        return prefixes >= (present >= 16 ? from16 / KEPT : from16) ? 16 : 0;
    }
}
