package dev.warren.bgp.wire;

/**
 * ROUTE-REFRESH (RFC 2918, RFC 7313).
 *
 * <pre>
 *  0                   1                   2                   3
 * +-------------------------------+---------------+---------------+
 * |              AFI              |    Subtype    |     SAFI      |
 * +-------------------------------+---------------+---------------+
 * </pre>
 *
 * @param family what to send again
 * @param subtype 0 asks; 1 and 2 frame the answer of an enhanced refresh
 */
public record RouteRefresh(AddressFamily family, int subtype) implements Message {
    /** The subtype that asks for the routes. */
    public static final int REQUEST = 0;

    /** The subtype that begins an answer: what the receiver has is to be confirmed from here on (RFC 7313). */
    public static final int BEGIN = 1;

    /** The subtype that ends an answer: what wasn't confirmed is gone (RFC 7313). */
    public static final int END = 2;
}
