package dev.warren.net;

/**
 * A prefix of either family (RFC 4632, RFC 4291 section 2.3): a network address whose host bits are zero, and a length.
 *
 * <p>The order is by address, then shorter before longer, so a prefix stands directly before those inside it.
 *
 * @param address the network address
 * @param length the number of leading bits that count: 0 to 32 or 0 to 128
 */
public record Prefix(IpAddress address, int length) implements Comparable<Prefix> {

    /** {@code 0.0.0.0/0}. */
    public static final Prefix DEFAULT_V4 = new Prefix(IpAddress.ANY_V4, 0);

    /** {@code ::/0}. */
    public static final Prefix DEFAULT_V6 = new Prefix(IpAddress.ANY_V6, 0);

    /** @throws IllegalArgumentException if the length is out of range or a host bit is set */
    public Prefix {
        if (!address.mask(length).equals(address)) {
            throw new IllegalArgumentException(address + "/" + length
                    + " has bits set after its length: the network is " + address.mask(length) + "/" + length);
        }
    }

    /** The prefix of this length that holds the address: its host bits are cleared. */
    public static Prefix around(IpAddress address, int length) {
        return new Prefix(address.mask(length), length);
    }

    /** The /32 or /128 of one address. */
    public static Prefix host(IpAddress address) {
        return new Prefix(address, address.family().bits());
    }

    /** The default route's prefix of a family. */
    public static Prefix defaultRoute(IpFamily family) {
        return family == IpFamily.V4 ? DEFAULT_V4 : DEFAULT_V6;
    }

    /**
     * Reads {@code ADDRESS/LENGTH}; the length is decimal without a sign or leading zeros.
     *
     * @throws IllegalArgumentException if the text is no prefix or has host bits set; the message says which
     */
    public static Prefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' has no prefix length: write ADDRESS/LENGTH");
        }
        IpAddress address = IpAddress.parse(text.substring(0, slash));
        return new Prefix(address, parseLength(text, slash + 1, address.family()));
    }

    private static int parseLength(String text, int from, IpFamily family) {
        try {
            return (int) Decimal.parse(text.substring(from), family.bits());
        } catch (NumberFormatException notALength) {
            throw new IllegalArgumentException(
                    "'" + text + "': the length of an IP" + (family == IpFamily.V4 ? "v4" : "v6") + " prefix is 0 to "
                            + family.bits(),
                    notALength);
        }
    }

    /** The family of the address. */
    public IpFamily family() {
        return address.family();
    }

    /** True if the length is 0. */
    public boolean isDefault() {
        return length == 0;
    }

    /** True if the address is of this family and lies inside. */
    public boolean contains(IpAddress other) {
        return other.family() == family() && other.mask(length).equals(address);
    }

    /** True if the other prefix is this one or lies inside it. */
    public boolean contains(Prefix other) {
        return other.length >= length && contains(other.address);
    }

    /** True if one of the two contains the other. */
    public boolean overlaps(Prefix other) {
        return contains(other) || other.contains(this);
    }

    @Override
    public int compareTo(Prefix other) {
        int order = address.compareTo(other.address);
        return order != 0 ? order : Integer.compare(length, other.length);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
