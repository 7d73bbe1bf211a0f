package dev.warren.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * An IPv4 or IPv6 address without a zone, as two 64-bit words. An IPv4-mapped IPv6 address stays IPv6.
 *
 * <p>The order is IPv4 before IPv6, then by unsigned value. The text form is the dotted quad, or RFC 5952 for IPv6.
 *
 * @param family the family
 * @param high the upper 64 bits of an IPv6 address; 0 for IPv4
 * @param low the lower 64 bits of an IPv6 address; the 32 bits of an IPv4 address, zero-extended
 */
public record IpAddress(IpFamily family, long high, long low) implements Comparable<IpAddress> {

    /** The unspecified IPv4 address, {@code 0.0.0.0}. */
    public static final IpAddress ANY_V4 = ofV4(0);

    /** The unspecified IPv6 address, {@code ::}. */
    public static final IpAddress ANY_V6 = ofV6(0, 0);

    /** @throws IllegalArgumentException if an IPv4 address has more than 32 bits */
    public IpAddress {
        if (family == IpFamily.V4 && (high != 0 || low >>> 32 != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    /** The IPv4 address whose 32 bits are {@code bits}, the first octet in the highest byte. */
    public static IpAddress ofV4(int bits) {
        return new IpAddress(IpFamily.V4, 0, bits & 0xffff_ffffL);
    }

    /** The IPv6 address of two 64-bit words in network order. */
    public static IpAddress ofV6(long high, long low) {
        return new IpAddress(IpFamily.V6, high, low);
    }

    /**
     * The address in network byte order.
     *
     * @throws IllegalArgumentException unless there are 4 or 16 bytes
     */
    public static IpAddress of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return switch (bytes.length) {
            case 4 -> ofV4(buffer.getInt());
            case 16 -> ofV6(buffer.getLong(), buffer.getLong());
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
        };
    }

    /** The same address as the JDK has it; a zone is dropped. */
    public static IpAddress of(InetAddress address) {
        return of(address.getAddress());
    }

    /** The unspecified address of a family. */
    public static IpAddress any(IpFamily family) {
        return family == IpFamily.V4 ? ANY_V4 : ANY_V6;
    }

    /**
     * Reads a literal: four decimal octets without leading zeros, or any form of RFC 4291 section 2.2. Names, zones and the
     * short forms of IPv4 are refused; nothing is looked up.
     *
     * @throws IllegalArgumentException if the text is no such literal
     */
    public static IpAddress parse(String text) {
        return IpAddressLiterals.parse(text);
    }

    /** The address with all bits after the first {@code length} cleared; {@code length} is 0 to {@code family.bits()}. */
    public IpAddress mask(int length) {
        if (length < 0 || length > family.bits()) {
            throw new IllegalArgumentException("a prefix length of " + family + " is 0 to " + family.bits());
        }
        if (family == IpFamily.V4) {
            return ofV4(length == 0 ? 0 : (int) low & -1 << (32 - length));
        }
        long highMask = length == 0 ? 0 : length >= 64 ? -1L : -1L << (64 - length);
        long lowMask = length <= 64 ? 0 : -1L << (128 - length);
        return ofV6(high & highMask, low & lowMask);
    }

    /** The bit at an index counted from the most significant (0), as 0 or 1. */
    public int bit(int index) {
        int fromLow = family.bits() - 1 - index;
        return (int) (fromLow >= 64 ? high >>> (fromLow - 64) : low >>> fromLow) & 1;
    }

    /** True for 169.254.0.0/16 (RFC 3927) and fe80::/10 (RFC 4291). */
    public boolean isLinkLocal() {
        return family == IpFamily.V4 ? low >>> 16 == 0xa9fe : high >>> 54 == 0xfe80 >>> 6;
    }

    /** True for 224.0.0.0/4 and ff00::/8. */
    public boolean isMulticast() {
        return family == IpFamily.V4 ? low >>> 28 == 0xe : high >>> 56 == 0xff;
    }

    /** True for 127.0.0.0/8 and ::1. */
    public boolean isLoopback() {
        return family == IpFamily.V4 ? low >>> 24 == 127 : high == 0 && low == 1;
    }

    /** True for 0.0.0.0 and ::. */
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /** A fresh array of 4 or 16 bytes in network order. */
    public byte[] toBytes() {
        return family == IpFamily.V4
                ? ByteBuffer.allocate(4).putInt((int) low).array()
                : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** The same address as the JDK has it, without a name. An IPv4-mapped IPv6 address becomes an Inet4Address there. */
    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(toBytes());
        } catch (UnknownHostException impossible) {
            throw new AssertionError("4 and 16 bytes are addresses", impossible);
        }
    }

    @Override
    public int compareTo(IpAddress other) {
        int order = family.compareTo(other.family);
        if (order == 0) {
            order = Long.compareUnsigned(high, other.high);
        }
        return order != 0 ? order : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return IpAddressText.format(this);
    }
}
