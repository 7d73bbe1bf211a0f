package dev.warren.bgp.policy;

import java.util.Arrays;
import java.util.List;

/** Adds to and removes from the communities of a block, all three kinds alike: a list of members of one width each. */
final class CommunityEdit {
    private CommunityEdit() {}

    /** The block with all of the set; what it has already isn't added twice. */
    static byte[] add(byte[] block, CommunitySet set) {
        byte[] added = add(block, Blocks.COMMUNITIES, 4, set.standardOctets());
        added = add(added, Blocks.EXTENDED_COMMUNITIES, 8, set.extendedOctets());
        return add(added, Blocks.LARGE_COMMUNITY, 12, set.largeOctets());
    }

    private static byte[] add(byte[] block, int type, int width, byte[] members) {
        byte[] value = Blocks.value(block, type);
        byte[] more = union(value, width, members);
        return more.length == value.length ? block : Blocks.with(block, type, more);
    }

    private static byte[] union(byte[] value, int width, byte[] members) {
        byte[] longer = Arrays.copyOf(value, value.length + members.length);
        int end = value.length;
        for (int at = 0; at < members.length; at += width) {
            if (!contains(longer, end, members, at, width)) {
                System.arraycopy(members, at, longer, end, width);
                end += width;
            }
        }
        return Arrays.copyOf(longer, end);
    }

    private static boolean contains(byte[] value, int end, byte[] members, int at, int width) {
        for (int index = 0; index < end; index += width) {
            if (Arrays.equals(value, index, index + width, members, at, at + width)) {
                return true;
            }
        }
        return false;
    }

    /** The block with the set in place of all communities of those kinds that the set has. */
    static byte[] replace(byte[] block, CommunitySet set) {
        byte[] replaced = replace(block, Blocks.COMMUNITIES, 4, set.standardOctets());
        replaced = replace(replaced, Blocks.EXTENDED_COMMUNITIES, 8, set.extendedOctets());
        return replace(replaced, Blocks.LARGE_COMMUNITY, 12, set.largeOctets());
    }

    private static byte[] replace(byte[] block, int type, int width, byte[] members) {
        return members.length == 0 ? block : Blocks.with(block, type, union(new byte[0], width, members));
    }

    /** The block without the communities that one of the patterns matches. */
    static byte[] remove(byte[] block, List<CommunityPattern> patterns) {
        byte[] left = block;
        for (CommunityPattern pattern : patterns) {
            left = remove(left, pattern);
        }
        return left;
    }

    private static byte[] remove(byte[] block, CommunityPattern pattern) {
        byte[] value = Blocks.value(block, pattern.type());
        byte[] kept = new byte[value.length];
        int end = 0;
        for (int at = 0; at < value.length; at += pattern.width()) {
            if (!pattern.matches(value, at)) {
                System.arraycopy(value, at, kept, end, pattern.width());
                end += pattern.width();
            }
        }
        if (end == value.length) {
            return block;
        }
        return end == 0
                ? Blocks.without(block, pattern.type())
                : Blocks.with(block, pattern.type(), Arrays.copyOf(kept, end));
    }
}
