package dev.warren.topology;

/**
 * How Bidirectional Forwarding Detection (RFC 5880) watches over a BGP session.
 *
 * @param intervalMillis the least time between packets, both ways, in milliseconds: 10 to 60,000
 * @param multiplier after how many missing ones the neighbour is lost: 1 to 255
 */
public record Bfd(int intervalMillis, int multiplier) {
    /** The interval where none is given. */
    public static final int DEFAULT_INTERVAL = 300;

    /** The multiplier where none is given. */
    public static final int DEFAULT_MULTIPLIER = 3;
}
