package dev.warren.router.fib;

/**
 * The table that the overlay owns.
 *
 * @param table its number, 1 to 2³²-1 as unsigned int
 * @param protocol the protocol number that marks our routes and rules, 5 to 255
 */
public record FibTable(int table, int protocol) {
    /** The metric of every route but the last resort, in both families. */
    public static final long METRIC = 1024;

    /** The metric of the unreachable default of last resort: any other default is preferred. */
    public static final long LAST_RESORT_METRIC = 0xffff_fffeL;

    /** @throws IllegalArgumentException if the table is the kernel's own or the protocol is one of the kernel's */
    public FibTable {
        if (table == 0 || (table >= 253 && table <= 255)) {
            throw new IllegalArgumentException("table " + table + " is not ours to own");
        }
        if (protocol < 5 || protocol > 255) {
            throw new IllegalArgumentException("protocol " + protocol + " is not 5 to 255");
        }
    }
}
