package dev.warren.bgp.rib;

import dev.warren.bgp.wire.MessageHeader;
import dev.warren.net.IpFamily;

/**
 * UPDATE messages of one family from prefix ids (RFC 4271 section 4.3, RFC 4760), as few as the prefixes need; with path identifiers
 * (RFC 7911 section 3) where there are any.
 */
final class UpdateWriter {
    private static final int UPDATE = 2;
    private static final int FIXED = MessageHeader.LENGTH + 4;
    private static final int OPTIONAL_EXTENDED = 0x90;
    private static final int MP_REACH_NLRI = 14;
    private static final int MP_UNREACH_NLRI = 15;
    private static final int ATTRIBUTE_HEADER = 4;
    private static final int UNICAST = 1;
    private static final int PATH_ID = 4;

    private final PrefixTable prefixes;
    private final IpFamily family;
    private final OctetWriter out;
    private final int longest;

    UpdateWriter(PrefixTable prefixes, OctetWriter out) {
        this.prefixes = prefixes;
        this.family = prefixes.family();
        this.out = out;
        this.longest = 1 + family.bytes();
    }

    void withdraw(int[] ids, int[] paths, int from, int end) {
        int at = from;
        while (at < end) {
            int start = begin();
            if (family == IpFamily.V4) {
                out.putShort(0);
                int list = out.length();
                at = fill(ids, paths, at, end, start + MessageHeader.MAX_MESSAGE - 2);
                out.setShort(list - 2, out.length() - list);
                out.putShort(0);
            } else {
                out.putShort(0).putShort(0);
                int attribute = out.length();
                out.put(OPTIONAL_EXTENDED).put(MP_UNREACH_NLRI).putShort(0);
                putFamily();
                at = fill(ids, paths, at, end, start + MessageHeader.MAX_MESSAGE);
                closeAttributes(attribute, attribute);
            }
            finish(start);
        }
    }

    /** False if the attributes leave no room for a prefix in the longest message; nothing is written then. */
    boolean announce(
            int[] ids,
            int[] paths,
            int from,
            int end,
            OctetWriter attributes,
            NextHopField nextHop,
            int longestMessage) {
        boolean plain = isPlain(family, nextHop);
        if (!fits(family, paths.length > 0, attributes.length(), nextHop, longestMessage)) {
            return false;
        }
        int at = from;
        while (at < end) {
            int start = begin();
            out.putShort(0).putShort(attributes.length());
            if (plain) {
                out.put(attributes.octets(), 0, attributes.length());
                at = fill(ids, paths, at, end, start + longestMessage);
            } else {
                // RFC 7606 section 5.1: MP_REACH_NLRI comes first.
                int attribute = out.length();
                out.put(OPTIONAL_EXTENDED).put(MP_REACH_NLRI).putShort(0);
                putFamily();
                nextHop.writeTo(out);
                out.put(0);
                at = fill(ids, paths, at, end, start + longestMessage - attributes.length());
                int reachEnd = out.length();
                out.put(attributes.octets(), 0, attributes.length());
                closeAttributes(attribute, attribute);
                out.setShort(attribute + 2, reachEnd - attribute - ATTRIBUTE_HEADER);
            }
            finish(start);
        }
        return true;
    }

    private static boolean isPlain(IpFamily family, NextHopField nextHop) {
        return family == IpFamily.V4 && nextHop.address().family() == IpFamily.V4;
    }

    /** True if so many octets of attributes leave room for a prefix in the longest message. */
    static boolean fits(IpFamily family, boolean pathIds, int attributes, NextHopField nextHop, int longestMessage) {
        int reach = isPlain(family, nextHop) ? 0 : ATTRIBUTE_HEADER + 5 + nextHop.length();
        int route = (pathIds ? PATH_ID : 0) + 1 + family.bytes();
        return FIXED + attributes + reach + route <= longestMessage;
    }

    /** Lengths of the whole list, and of the one attribute that begins it. */
    private void closeAttributes(int list, int attribute) {
        out.setShort(list - 2, out.length() - list);
        out.setShort(attribute + 2, out.length() - attribute - ATTRIBUTE_HEADER);
    }

    private void putFamily() {
        out.putShort(family == IpFamily.V4 ? 1 : 2).put(UNICAST);
    }

    /** Writes prefixes as long as the longest would fit; answers which is the next. */
    private int fill(int[] ids, int[] paths, int from, int end, int limit) {
        out.need(limit - out.length());
        return paths.length == 0 ? fill(ids, from, end, limit) : fillWithPaths(ids, paths, from, end, limit);
    }

    private int fill(int[] ids, int from, int end, int limit) {
        byte[] octets = out.octets();
        int position = out.length();
        int at = from;
        while (at < end && position + longest <= limit) {
            position = prefixes.write(ids[at++], octets, position);
        }
        out.advanceTo(position);
        return at;
    }

    private int fillWithPaths(int[] ids, int[] paths, int from, int end, int limit) {
        byte[] octets = out.octets();
        int position = out.length();
        int at = from;
        while (at < end && position + PATH_ID + longest <= limit) {
            int path = paths[at];
            octets[position] = (byte) (path >>> 24);
            octets[position + 1] = (byte) (path >>> 16);
            octets[position + 2] = (byte) (path >>> 8);
            octets[position + 3] = (byte) path;
            position = prefixes.write(ids[at++], octets, position + PATH_ID);
        }
        out.advanceTo(position);
        return at;
    }

    private int begin() {
        int start = out.length();
        out.putInt(-1).putInt(-1).putInt(-1).putInt(-1).putShort(0).put(UPDATE);
        return start;
    }

    private void finish(int start) {
        out.setShort(start + MessageHeader.LENGTH - 3, out.length() - start);
    }
}
