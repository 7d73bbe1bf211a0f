package dev.warren.bgp.policy;

/**
 * What becomes of private AS numbers (RFC 6996 section 5: 64512 to 65534, 4200000000 to 4294967294) where a route leaves for another AS. The
 * neighbour's own number stays, so that it goes on to see its loops.
 */
public enum PrivateAs {
    /** They stay. */
    KEEP,
    /** They go from paths that have no other. */
    REMOVE_IF_ALL,
    /** They go. */
    REMOVE,
    /** Our own AS takes their places, so that paths keep their length. */
    REPLACE;

    private static final long FIRST = 64_512;
    private static final long LAST = 65_534;
    private static final long FIRST_LONG = 4_200_000_000L;
    private static final long LAST_LONG = 4_294_967_294L;

    /** True if an AS number is for private use. */
    public static boolean isPrivate(long asn) {
        return (asn >= FIRST && asn <= LAST) || (asn >= FIRST_LONG && asn <= LAST_LONG);
    }
}
