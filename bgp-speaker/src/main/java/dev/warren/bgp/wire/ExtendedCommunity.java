package dev.warren.bgp.wire;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An extended community (RFC 4360), carried but not interpreted. The text form of a route target is {@code rt:ADMINISTRATOR:VALUE},
 * and of a route origin {@code ro:ADMINISTRATOR:VALUE}: the administrator is an AS number or an IPv4 address. A number up to
 * 65,535 is that of a two-octet AS, whose values go up to 4,294,967,295; for a larger one, and one with an L behind it, the type is
 * that of four-octet AS numbers (RFC 5668), whose values go up to 65,535 like those of addresses. {@code local-} in front says that
 * it must not leave the AS. All others are sixteen hexadecimal digits.
 *
 * @param bits the eight octets, the type in the highest byte
 */
public record ExtendedCommunity(long bits) implements Comparable<ExtendedCommunity> {
    private static final int NON_TRANSITIVE = 0x40;
    private static final int TWO_OCTET_AS = 0x00;
    private static final int IPV4_ADDRESS = 0x01;
    private static final int FOUR_OCTET_AS = 0x02;
    private static final int TARGET = 0x02;
    private static final int ORIGIN = 0x03;
    private static final Pattern TEXT = Pattern.compile("(local-)?(rt|ro):([0-9.]+)(L?):([0-9]{1,10})");
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{16}");

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static ExtendedCommunity parse(String text) {
        if (DIGITS.matcher(text).matches()) {
            return new ExtendedCommunity(HexFormat.fromHexDigitsToLong(text));
        }
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw none(text);
        }
        int flag = parts.group(1) == null ? 0 : NON_TRANSITIVE;
        int subtype = parts.group(2).equals("rt") ? TARGET : ORIGIN;
        String administrator = parts.group(3);
        long value = Long.parseLong(parts.group(5));
        boolean large = !parts.group(4).isEmpty();
        if (administrator.contains(".")) {
            IpAddress address = IpAddress.parse(administrator);
            if (large || address.family() != IpFamily.V4) {
                throw none(text);
            }
            return of(text, flag | IPV4_ADDRESS, subtype, address.low(), 16, value);
        }
        long asn = administrator.length() > 10 ? Long.MAX_VALUE : Long.parseLong(administrator);
        return asn > 0xffff || large
                ? of(text, flag | FOUR_OCTET_AS, subtype, asn, 16, value)
                : of(text, flag | TWO_OCTET_AS, subtype, asn, 32, value);
    }

    private static ExtendedCommunity of(
            String text, int type, int subtype, long administrator, int valueBits, long value) {
        if (administrator >>> (48 - valueBits) != 0 || value >>> valueBits != 0) {
            throw none(text);
        }
        return new ExtendedCommunity((long) type << 56 | (long) subtype << 48 | administrator << valueBits | value);
    }

    private static IllegalArgumentException none(String text) {
        return new IllegalArgumentException(
                "'" + text + "': write rt:AS:VALUE, rt:ADDRESS:VALUE, the same with ro, or sixteen hexadecimal digits");
    }

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
        int type = (int) (bits >>> 56);
        int subtype = (int) (bits >>> 48) & 0xff;
        if (subtype != TARGET && subtype != ORIGIN) {
            return HexFormat.of().toHexDigits(bits);
        }
        String name = (transitive() ? "" : "local-") + (subtype == TARGET ? "rt:" : "ro:");
        long four = bits >>> 16 & 0xffff_ffffL;
        return switch (type & ~NON_TRANSITIVE) {
            case TWO_OCTET_AS -> name + (bits >>> 32 & 0xffff) + ":" + (bits & 0xffff_ffffL);
            case IPV4_ADDRESS -> name + IpAddress.ofV4((int) four) + ":" + (bits & 0xffff);
            case FOUR_OCTET_AS -> name + four + (four > 0xffff ? ":" : "L:") + (bits & 0xffff);
            default -> HexFormat.of().toHexDigits(bits);
        };
    }
}
