package dev.warren.bgp.rib;

import dev.warren.bgp.wire.AttributeBlock;
import java.util.Arrays;

/** Octets written one after the other into an array that grows and is used again. */
final class OctetWriter {
    private static final int EXTENDED_LENGTH = 0x10;

    private byte[] octets = new byte[1 << 8];
    private int length;
    private boolean whole = true;

    void clear() {
        length = 0;
        whole = true;
    }

    int length() {
        return length;
    }

    /** The octets so far; not all of the array counts. */
    byte[] octets() {
        return octets;
    }

    byte[] toArray() {
        return Arrays.copyOf(octets, length);
    }

    /** Makes room for so many more. */
    void need(int more) {
        if (length + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(2 * octets.length, length + more));
        }
    }

    OctetWriter put(int octet) {
        need(1);
        octets[length++] = (byte) octet;
        return this;
    }

    OctetWriter putShort(int value) {
        return put(value >>> 8).put(value);
    }

    OctetWriter putInt(int value) {
        need(4);
        setShort(length, value >>> 16);
        setShort(length + 2, value);
        length += 4;
        return this;
    }

    OctetWriter put(byte[] source, int from, int count) {
        need(count);
        System.arraycopy(source, from, octets, length, count);
        length += count;
        return this;
    }

    /** The header of an attribute. With a value of more than 65,535 octets what is written is of no use: {@link #isWhole}. */
    OctetWriter attribute(int flags, int type, int valueLength) {
        if (valueLength <= 0xff) {
            return put(flags).put(type).put(valueLength);
        }
        whole &= valueLength <= AttributeBlock.MAX_VALUE;
        return put(flags | EXTENDED_LENGTH).put(type).putShort(valueLength);
    }

    /** True if the length of every attribute since {@link #clear} says how long it is. */
    boolean isWhole() {
        return whole;
    }

    void setShort(int at, int value) {
        octets[at] = (byte) (value >>> 8);
        octets[at + 1] = (byte) value;
    }

    /** Continues after what somebody wrote into {@link #octets}, or before what is to go again. */
    void advanceTo(int end) {
        length = end;
    }
}
