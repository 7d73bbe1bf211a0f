package dev.warren.bgp.rib;

/**
 * How many paths of a prefix packets may go over at once: the best one, and those that are as good as it in everything before router
 * ids are compared (RFC 4271 section 9.1.2.2): weight, LOCAL_PREF, length of AS_PATH, ORIGIN, MED, external or internal, and the metric
 * of the next hop; with next hops that all differ.
 *
 * @param maximum how many, 1 to 256; 1 for the best one only
 * @param anyAsPath true if the AS_PATHs needn't have more in common than their length; otherwise external ones begin with the same
 *     neighbouring AS, and internal ones are the same
 */
public record Multipath(int maximum, boolean anyAsPath) {
    /** The best path only. */
    public static final Multipath OFF = new Multipath(1, false);

    private static final int MOST = 256;

    /** @throws IllegalArgumentException if the number is out of its range */
    public Multipath {
        if (maximum < 1 || maximum > MOST) {
            throw new IllegalArgumentException("multipath over " + maximum + " paths is not over 1 to " + MOST);
        }
    }
}
