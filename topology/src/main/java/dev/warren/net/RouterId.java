package dev.warren.net;

/**
 * A BGP identifier: a non-zero unsigned number of 32 bits, unique within the AS (RFC 6286), written as an IPv4 address.
 *
 * @param bits the number, the first octet in the highest byte
 */
public record RouterId(int bits) implements Comparable<RouterId> {

    /** @throws IllegalArgumentException if the number is 0 (RFC 6286 section 2.1) */
    public RouterId {
        if (bits == 0) {
            throw new IllegalArgumentException("a router id is never 0.0.0.0");
        }
    }

    /**
     * Reads the dotted quad.
     *
     * @throws IllegalArgumentException if the text is no IPv4 address or 0.0.0.0
     */
    public static RouterId parse(String text) {
        IpAddress address = IpAddress.parse(text);
        if (address.family() != IpFamily.V4) {
            throw new IllegalArgumentException("'" + text + "' is not a router id: write it as an IPv4 address");
        }
        return new RouterId((int) address.low());
    }

    @Override
    public int compareTo(RouterId other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return IpAddress.ofV4(bits).toString();
    }
}
