package dev.warren.bgp.bfd.udp;

import dev.warren.bgp.socket.LinuxOptions;
import dev.warren.net.IpFamily;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/**
 * A classic BPF program that lets a socket have only packets with TTL (hop limit) 255, the generalised TTL security mechanism (RFC 5082):
 * the kernel drops what has crossed a router before this process sees it. As {@code struct sock_fprog} of a 64-bit kernel.
 */
final class TtlFilter implements AutoCloseable {
    /** Octets of {@code struct sock_fprog}. */
    static final int PROGRAM_BYTES = 16;

    private static final int LOAD_BYTE = 0x30;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int RETURN = 0x06;
    private static final int NETWORK_HEADER = -0x100000;
    private static final int TTL_V4 = 8;
    private static final int HOP_LIMIT_V6 = 7;
    private static final int INSTRUCTION_BYTES = 8;
    private static final int INSTRUCTIONS = 4;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment program = arena.allocate(PROGRAM_BYTES, Long.BYTES);

    TtlFilter(IpFamily family) {
        MemorySegment code = arena.allocate(INSTRUCTIONS * INSTRUCTION_BYTES, Long.BYTES);
        int ttl = NETWORK_HEADER + (family == IpFamily.V4 ? TTL_V4 : HOP_LIMIT_V6);
        put(code, 0, LOAD_BYTE, 0, ttl);
        put(code, 1, JUMP_IF_EQUAL, 1, LinuxOptions.TTL_OF_THE_LINK);
        put(code, 2, RETURN, 0, -1);
        put(code, 3, RETURN, 0, 0);
        program.set(ValueLayout.JAVA_SHORT, 0, (short) INSTRUCTIONS);
        program.set(ValueLayout.JAVA_LONG, 8, code.address());
    }

    /** {@code struct sock_filter}: code, jump if true, jump if false, operand. */
    private static void put(MemorySegment code, int index, int operation, int ifFalse, int operand) {
        long at = (long) index * INSTRUCTION_BYTES;
        code.set(ValueLayout.JAVA_SHORT, at, (short) operation);
        code.set(ValueLayout.JAVA_BYTE, at + 2, (byte) 0);
        code.set(ValueLayout.JAVA_BYTE, at + 3, (byte) ifFalse);
        code.set(ValueLayout.JAVA_INT, at + 4, operand);
    }

    /** For {@link LinuxOptions#attachFilter}; good until this is closed. */
    ByteBuffer program() {
        return program.asByteBuffer();
    }

    @Override
    public void close() {
        arena.close();
    }
}
