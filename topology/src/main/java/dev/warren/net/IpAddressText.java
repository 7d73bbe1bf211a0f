package dev.warren.net;

/** The canonical text of addresses (RFC 5952). */
final class IpAddressText {
    private static final int GROUPS = 8;

    private IpAddressText() {}

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
