package dev.warren.bgp.wire;

/**
 * Steps through the path attributes of a block of octets without making an object of any: after {@link #next} the accessors are
 * about one attribute. Reused from block to block; one thread.
 */
public final class AttributeCursor {
    private byte[] octets = new byte[0];
    private int end;
    private int following;
    private int from;
    private int valueFrom;
    private boolean cut;

    /** Stands before the first attribute of a block. */
    public void reset(byte[] block, int blockFrom, int blockEnd) {
        octets = block;
        end = blockEnd;
        following = blockFrom;
        cut = false;
    }

    /** Goes to the next attribute; false at the end, or where a length points beyond it. */
    public boolean next() {
        from = following;
        if (from >= end) {
            return false;
        }
        boolean extended = (octets[from] & AttributeFlags.EXTENDED_LENGTH) != 0;
        valueFrom = from + (extended ? 4 : 3);
        if (valueFrom > end) {
            cut = true;
            return false;
        }
        int length = extended ? u16(from + 2) : octets[from + 2] & 0xff;
        following = valueFrom + length;
        cut = following > end;
        return !cut;
    }

    /** True if {@link #next} stopped at an attribute that is longer than its block. */
    public boolean isCut() {
        return cut;
    }

    /** The flags octet, Extended Length included. */
    public int flags() {
        return octets[from] & 0xff;
    }

    /** The type code. */
    public int type() {
        return octets[from + 1] & 0xff;
    }

    /** Where the attribute begins. */
    public int from() {
        return from;
    }

    /** Where the value begins. */
    public int valueFrom() {
        return valueFrom;
    }

    /** Where the attribute ends. */
    public int end() {
        return following;
    }

    /** How long the value is. */
    public int length() {
        return following - valueFrom;
    }

    /** One octet of the block. */
    public int u8(int at) {
        return octets[at] & 0xff;
    }

    /** Two octets of the block. */
    public int u16(int at) {
        return ((octets[at] & 0xff) << 8) | (octets[at + 1] & 0xff);
    }

    /** Four octets of the block. */
    public int i32(int at) {
        return (u16(at) << 16) | u16(at + 2);
    }

    /** Eight octets of the block. */
    public long i64(int at) {
        return ((long) i32(at) << 32) | (i32(at + 4) & 0xffff_ffffL);
    }
}
