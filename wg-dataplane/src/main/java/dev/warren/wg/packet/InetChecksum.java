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
        int words = length >> 3;
        long low = 0;
        long high = 0;
        for (int i = 0; i < words; i++) { // kept this plain so that the compiler vectorises it
            long word = memory.get(NativeMemory.LONG, at + 8L * i);
            low += word & 0xffff_ffffL;
            high += word >>> 32;
        }
        return sum + low + high + tail(memory, at + 8L * words, length & 7);
    }

    private static long tail(MemorySegment memory, long at, int length) {
        long total = 0;
        int i = 0;
        if (length >= 4) {
            total = memory.get(NativeMemory.INT, at) & 0xffff_ffffL;
            i = 4;
        }
        if (length - i >= 2) {
            total += memory.get(NativeMemory.SHORT, at + i) & 0xffffL;
            i += 2;
        }
        return i < length ? total + (memory.get(ValueLayout.JAVA_BYTE, at + i) & 0xffL) : total;
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
