package dev.warren.linux.udp;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.net.IpFamily;
import java.lang.foreign.MemorySegment;

/**
 * A classic BPF program (Linux's Documentation/networking/filter.rst) for a UDP socket of one family: of datagrams that begin with a type to
 * thin out (a 32-bit number) and come from one of a few networks, one in sixteen passes, by lot; all others do. What it drops takes no room in
 * the socket's buffer. An IPv4 network is an address, an IPv6 network the upper 64 bits. One thread's.
 */
public final class SourceFilter {
    /** The most networks of a program. */
    public static final int MOST = 8;

    private static final int INSTRUCTION = 8;
    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;

    /** Where the UDP header ends; the program's data begin with it. */
    private static final int PAYLOAD = 8;

    /** Offsets from here on are into the IP header (SKF_NET_OFF). */
    private static final int NETWORK = -0x100000;

    private static final int V4_SOURCE = NETWORK + 12;
    private static final int V6_SOURCE = NETWORK + 8;

    /** A random number (SKF_AD_OFF + SKF_AD_RANDOM). */
    private static final int RANDOM = -0x1000 + 56;

    private static final int LOT = 0xf;

    private final MemorySegment instructions = NativeMemory.allocate((8 + 4 * MOST) * INSTRUCTION);
    private int count;

    private SourceFilter() {}

    /**
     * The program of these networks.
     *
     * @param otherTypes bits of the first four bytes, in network order, of which any says that the datagram is not thinned out
     */
    public static SourceFilter of(IpFamily family, long[] networks, int networkCount, int otherTypes) {
        SourceFilter filter = new SourceFilter();
        int each = family == IpFamily.V4 ? 1 : 4;
        int before = family == IpFamily.V4 ? 3 : 2;
        int accept = before + networkCount * each;
        filter.add(LOAD_WORD, 0, 0, PAYLOAD);
        filter.add(JUMP_IF_ANY_BIT, accept - 2, 0, otherTypes);
        if (family == IpFamily.V4) {
            filter.add(LOAD_WORD, 0, 0, V4_SOURCE);
        }
        for (int i = 0; i < networkCount; i++) {
            if (family == IpFamily.V4) {
                filter.add(JUMP_IF_EQUAL, filter.to(accept + 1), 0, (int) networks[i]);
            } else {
                filter.add(LOAD_WORD, 0, 0, V6_SOURCE);
                filter.add(JUMP_IF_EQUAL, 0, 2, (int) (networks[i] >>> 32));
                filter.add(LOAD_WORD, 0, 0, V6_SOURCE + 4);
                filter.add(JUMP_IF_EQUAL, filter.to(accept + 1), 0, (int) networks[i]);
            }
        }
        filter.add(RETURN, 0, 0, -1);
        filter.add(LOAD_WORD, 0, 0, RANDOM);
        filter.add(JUMP_IF_ANY_BIT, 1, 0, LOT);
        filter.add(RETURN, 0, 0, -1);
        filter.add(RETURN, 0, 0, 0);
        return filter;
    }

    /** How far the next instruction jumps to get to this one. */
    private int to(int instruction) {
        return instruction - count - 1;
    }

    private void add(int code, int ifTrue, int ifFalse, int operand) {
        long at = (long) count++ * INSTRUCTION;
        instructions.set(NativeMemory.SHORT, at, (short) code);
        instructions.set(java.lang.foreign.ValueLayout.JAVA_BYTE, at + 2, (byte) ifTrue);
        instructions.set(java.lang.foreign.ValueLayout.JAVA_BYTE, at + 3, (byte) ifFalse);
        instructions.set(NativeMemory.INT, at + 4, operand);
    }

    MemorySegment instructions() {
        return instructions;
    }

    int count() {
        return count;
    }
}
