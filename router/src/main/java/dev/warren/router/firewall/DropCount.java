package dev.warren.router.firewall;

/**
 * What was dropped for one reason since the table was first made.
 *
 * @param packets the number of packets
 * @param bytes their bytes, IP headers included
 */
public record DropCount(long packets, long bytes) {
    /** Nothing yet. */
    public static final DropCount ZERO = new DropCount(0, 0);
}
