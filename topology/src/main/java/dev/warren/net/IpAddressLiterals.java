package dev.warren.net;

import java.util.Arrays;

/**
 * Address literals, strictly: the dotted quad without leading zeros, and the forms of RFC 4291 section 2.2. The JDK's own
 * parser also takes zones, groups of five digits and octets with leading zeros, which others read as octal.
 */
final class IpAddressLiterals {
    private static final int GROUPS = 8;
    private static final int OCTETS = 4;

    private final String text;

    private IpAddressLiterals(String text) {
        this.text = text;
    }

    static IpAddress parse(String text) {
        IpAddressLiterals literal = new IpAddressLiterals(text);
        return text.indexOf(':') >= 0 ? literal.v6() : IpAddress.ofV4(literal.v4(text));
    }

    private int v4(String quad) {
        String[] octets = quad.split("\\.", -1);
        if (octets.length != OCTETS) {
            throw malformed();
        }
        int bits = 0;
        for (String octet : octets) {
            try {
                bits = (bits << 8) | (int) Decimal.parse(octet, 255);
            } catch (NumberFormatException notAnOctet) {
                throw malformed();
            }
        }
        return bits;
    }

    private IpAddress v6() {
        int gap = text.indexOf("::");
        if (gap < 0) {
            int[] groups = groups(text, true);
            if (groups.length != GROUPS) {
                throw malformed();
            }
            return address(groups);
        }
        int[] head = groups(text.substring(0, gap), false);
        int[] tail = groups(text.substring(gap + 2), true);
        if (head.length + tail.length >= GROUPS) {
            throw malformed();
        }
        int[] groups = Arrays.copyOf(head, GROUPS);
        System.arraycopy(tail, 0, groups, GROUPS - tail.length, tail.length);
        return address(groups);
    }

    private int[] groups(String part, boolean mayEndInQuad) {
        if (part.isEmpty()) {
            return new int[0];
        }
        String[] texts = part.split(":", -1);
        String last = texts[texts.length - 1];
        boolean quad = mayEndInQuad && last.indexOf('.') >= 0;
        if (texts.length > GROUPS) {
            throw malformed();
        }
        int[] groups = new int[quad ? texts.length + 1 : texts.length];
        int hexadecimal = quad ? texts.length - 1 : texts.length;
        for (int index = 0; index < hexadecimal; index++) {
            groups[index] = group(texts[index]);
        }
        if (quad) {
            int bits = v4(last);
            groups[hexadecimal] = bits >>> 16;
            groups[hexadecimal + 1] = bits & 0xffff;
        }
        return groups;
    }

    private int group(String digits) {
        if (digits.isEmpty() || digits.length() > 4) {
            throw malformed();
        }
        int value = 0;
        for (int at = 0; at < digits.length(); at++) {
            char digit = digits.charAt(at);
            int nibble = digit < 128 ? Character.digit(digit, 16) : -1;
            if (nibble < 0) {
                throw malformed();
            }
            value = (value << 4) | nibble;
        }
        return value;
    }

    private static IpAddress address(int[] groups) {
        long high = 0;
        long low = 0;
        for (int index = 0; index < GROUPS / 2; index++) {
            high = (high << 16) | groups[index];
            low = (low << 16) | groups[index + GROUPS / 2];
        }
        return IpAddress.ofV6(high, low);
    }

    private IllegalArgumentException malformed() {
        return new IllegalArgumentException("'" + text + "' is not an IPv4 or IPv6 address");
    }
}
