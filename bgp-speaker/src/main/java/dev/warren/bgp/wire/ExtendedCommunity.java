package dev.warren.bgp.wire;

import java.util.HexFormat;

/**
 * An extended community (RFC 4360), carried but not interpreted. The text form is its sixteen hexadecimal digits.
 *
 * @param bits the eight octets, the type in the highest byte
 */
public record ExtendedCommunity(long bits) implements Comparable<ExtendedCommunity> {

    /** False if the community must not leave the AS (RFC 4360 section 2, the T bit). */
    public boolean transitive() {
        return (bits >>> 62 & 1) == 0;
    }

    @Override
    public int compareTo(ExtendedCommunity other) {
        return Long.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(bits);
    }
}
