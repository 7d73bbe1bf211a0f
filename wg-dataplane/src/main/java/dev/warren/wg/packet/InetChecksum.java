package dev.warren.wg.packet;

import dev.warren.linux.libc.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The Internet checksum (RFC 1071). Sums are kept in the machine's byte order, little-endian, which the one's complement sum
 * does not mind; {@link #finish} gives what belongs in the packet when written in the machine's order.
 */
public final class InetChecksum {
    private InetChecksum() {}

    /** Adds bytes to a sum; a part with an odd length must be the last. */
    public static long add(MemorySegment memory, long at, int length, long sum) {
        long total = sum;
        long carry = 0;
        int i = 0;
        for (; i <= length - 32; i += 32) {
            long a = memory.get(NativeMemory.LONG, at + i);
            long b = memory.get(NativeMemory.LONG, at + i + 8);
            long c = memory.get(NativeMemory.LONG, at + i + 16);
            long d = memory.get(NativeMemory.LONG, at + i + 24);
            total += (a & 0xffff_ffffL) + (b & 0xffff_ffffL) + (c & 0xffff_ffffL) + (d & 0xffff_ffffL);
            carry += (a >>> 32) + (b >>> 32) + (c >>> 32) + (d >>> 32);
        }
        for (; i <= length - 4; i += 4) {
            total += memory.get(NativeMemory.INT, at + i) & 0xffff_ffffL;
        }
        if (i <= length - 2) {
            total += memory.get(NativeMemory.SHORT, at + i) & 0xffffL;
            i += 2;
        }
        if (i < length) {
            total += memory.get(ValueLayout.JAVA_BYTE, at + i) & 0xffL;
        }
        return total + carry;
    }

    /** The sum of the pseudo header of a packet (RFC 793, RFC 8200 section 8.1) with this protocol and length above IP. */
    public static long pseudoHeader(MemorySegment memory, long ip, boolean v6, int protocol, int length) {
        long sum = big(protocol) + big(length);
        return v6 ? add(memory, ip + 8, 32, sum) : add(memory, ip + 12, 8, sum);
    }

    /** Folds to 16 bits. */
    public static int fold(long sum) {
        long folded = (sum & 0xffff_ffffL) + (sum >>> 32);
        folded = (folded & 0xffff) + (folded >>> 16);
        folded = (folded & 0xffff) + (folded >>> 16);
        folded = (folded & 0xffff) + (folded >>> 16);
        return (int) folded;
    }

    /** The checksum of a sum: its complement. */
    public static short finish(long sum) {
        return (short) ~fold(sum);
    }

    /** Writes the header checksum of an IPv4 header of this length. */
    public static void writeIpv4(MemorySegment memory, long ip, int headerLength) {
        memory.set(NativeMemory.SHORT, ip + 10, (short) 0);
        memory.set(NativeMemory.SHORT, ip + 10, finish(add(memory, ip, headerLength, 0)));
    }

    private static long big(int value) {
        return Integer.reverseBytes(value) & 0xffff_ffffL;
    }
}
