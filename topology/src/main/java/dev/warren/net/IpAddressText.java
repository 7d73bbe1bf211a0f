package dev.warren.net;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The text forms of addresses: strict literals in, canonical ones out (RFC 5952). */
final class IpAddressText {
    private static final int GROUPS = 8;

    private IpAddressText() {}

    static IpAddress parse(String text) {
        return text.indexOf(':') >= 0 ? parseV6(text) : parseV4(text);
    }

    private static IpAddress parseV4(String text) {
        int bits = 0;
        int start = 0;
        for (int octet = 0; octet < 4; octet++) {
            int dot = text.indexOf('.', start);
            int end = octet == 3 ? text.length() : dot;
            if ((octet == 3 && dot >= 0) || end < 0) {
                throw notAnAddress(text);
            }
            bits = bits << 8 | octet(text, start, end);
            start = end + 1;
        }
        return IpAddress.ofV4(bits);
    }

    private static int octet(String text, int start, int end) {
        int length = end - start;
        if (length < 1 || length > 3 || (length > 1 && text.charAt(start) == '0')) {
            throw notAnAddress(text);
        }
        int value = 0;
        for (int at = start; at < end; at++) {
            char digit = text.charAt(at);
            if (digit < '0' || digit > '9') {
                throw notAnAddress(text);
            }
            value = value * 10 + digit - '0';
        }
        if (value > 255) {
            throw notAnAddress(text);
        }
        return value;
    }

    private static IpAddress parseV6(String text) {
        if (text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
            throw notAnAddress(text);
        }
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException malformed) {
            throw notAnAddress(text);
        }
        IpAddress parsed = IpAddress.of(address);
        return address instanceof Inet4Address ? IpAddress.ofV6(0, 0xffff_0000_0000L | parsed.low()) : parsed;
    }

    private static IllegalArgumentException notAnAddress(String text) {
        return new IllegalArgumentException("'" + text + "' is not an IPv4 or IPv6 address");
    }

    static String format(IpAddress address) {
        return address.family() == IpFamily.V4 ? formatV4((int) address.low()) : formatV6(address);
    }

    private static String formatV4(int bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }

    private static String formatV6(IpAddress address) {
        if (address.high() == 0 && address.low() >>> 32 == 0xffff) {
            return "::ffff:" + formatV4((int) address.low());
        }
        int runStart = longestZeroRun(address);
        int runEnd = runStart < 0 ? -1 : zeroRunEnd(address, runStart);
        StringBuilder text = new StringBuilder(39);
        for (int group = 0; group < GROUPS; ) {
            if (group == runStart) {
                text.append("::");
                group = runEnd;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(address, group++)));
        }
        return text.toString();
    }

    /** The first of the longest runs of at least two zero groups (RFC 5952 section 4.2), or -1. */
    private static int longestZeroRun(IpAddress address) {
        int best = -1;
        int bestLength = 1;
        for (int group = 0; group < GROUPS; group++) {
            int end = zeroRunEnd(address, group);
            if (end - group > bestLength) {
                best = group;
                bestLength = end - group;
            }
            group = Math.max(group, end - 1);
        }
        return best;
    }

    private static int zeroRunEnd(IpAddress address, int start) {
        int end = start;
        while (end < GROUPS && group(address, end) == 0) {
            end++;
        }
        return end;
    }

    private static int group(IpAddress address, int index) {
        long word = index < 4 ? address.high() : address.low();
        return (int) (word >>> (48 - index % 4 * 16)) & 0xffff;
    }
}
