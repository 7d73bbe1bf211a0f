package dev.warren.bgp.policy;

import dev.warren.bgp.wire.AttributeBlock;
import dev.warren.bgp.wire.AttributeCursor;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Reads and replaces single attributes of an {@link AttributeBlock}, octets to octets. */
final class Blocks {
    static final int ORIGIN = 1;
    static final int AS_PATH = 2;
    static final int MED = 4;
    static final int LOCAL_PREF = 5;
    static final int COMMUNITIES = 8;
    static final int EXTENDED_COMMUNITIES = 16;
    static final int LARGE_COMMUNITY = 32;

    private static final int WELL_KNOWN = 0x40;
    private static final int OPTIONAL = 0x80;
    private static final int OPTIONAL_TRANSITIVE = 0xc0;
    private static final int PARTIAL = 0x20;
    private static final int EXTENDED_LENGTH = 0x10;
    private static final byte[] NONE = new byte[0];

    private Blocks() {}

    /** The value of an attribute; empty if there is none or it is empty. */
    static byte[] value(byte[] block, int type) {
        AttributeCursor at = new AttributeCursor();
        return find(at, block, type) ? Arrays.copyOfRange(block, at.valueFrom(), at.end()) : NONE;
    }

    private static boolean find(AttributeCursor at, byte[] block, int type) {
        at.reset(block, 0, block.length);
        while (at.next()) {
            if (at.type() == type) {
                return true;
            }
        }
        return false;
    }

    /**
     * The block with this value of an attribute, in its place by type. An attribute that was there keeps its Partial flag, which isn't
     * for us to take away (RFC 4271 section 5); one that wasn't has none.
     *
     * @throws AttributeTooLongException if the value is longer than {@link AttributeBlock#MAX_VALUE}
     */
    static byte[] with(byte[] block, int type, byte[] value) {
        if (value.length > AttributeBlock.MAX_VALUE) {
            throw new AttributeTooLongException(type, value.length);
        }
        AttributeCursor at = new AttributeCursor();
        int flags = flags(type) | (find(at, block, type) ? at.flags() & PARTIAL : 0);
        byte[] rest = without(block, type);
        at.reset(rest, 0, rest.length);
        int place = rest.length;
        while (at.next()) {
            if (at.type() > type) {
                place = at.from();
                break;
            }
        }
        boolean extended = value.length > 0xff;
        ByteBuffer out = ByteBuffer.allocate(rest.length + value.length + (extended ? 4 : 3));
        out.put(rest, 0, place).put((byte) (flags | (extended ? EXTENDED_LENGTH : 0)));
        out.put((byte) type);
        if (extended) {
            out.putShort((short) value.length);
        } else {
            out.put((byte) value.length);
        }
        return out.put(value).put(rest, place, rest.length - place).array();
    }

    /** The block without an attribute. */
    static byte[] without(byte[] block, int type) {
        AttributeCursor at = new AttributeCursor();
        if (!find(at, block, type)) {
            return block;
        }
        ByteBuffer out = ByteBuffer.allocate(block.length - (at.end() - at.from()));
        out.put(block, 0, at.from()).put(block, at.end(), block.length - at.end());
        return out.array();
    }

    private static int flags(int type) {
        return switch (type) {
            case ORIGIN, AS_PATH, LOCAL_PREF -> WELL_KNOWN;
            case MED -> OPTIONAL;
            default -> OPTIONAL_TRANSITIVE;
        };
    }

    static byte[] ofInt(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }
}
