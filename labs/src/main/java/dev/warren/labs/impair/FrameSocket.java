package dev.warren.labs.impair;

import dev.warren.linux.libc.LibC;
import dev.warren.linux.libc.LibcException;
import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.libc.PacketCalls;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A packet socket that sends whole Ethernet frames by one interface, each with the mark {@link #MARK}. One thread's. */
final class FrameSocket {
    /** By it nftables knows the frames that the relay has let through: "WARR". */
    static final int MARK = 0x57415252;

    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW_CLOEXEC = 3 | 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_MARK = 36;
    private static final int SOCKADDR_LL = 20;
    private static final int INDEX = 4;
    private static final int LARGEST = 1 << 16;

    private final int fd;
    private final PacketCalls calls = new PacketCalls();
    private final MemorySegment buffer = NativeMemory.allocateForever(LARGEST);

    private FrameSocket(int fd) {
        this.fd = fd;
    }

    /** Opens one that receives nothing, for the interface with this index. */
    static FrameSocket open(int interfaceIndex) throws LibcException {
        int fd = LibcException.check(LibC.socket(AF_PACKET, SOCK_RAW_CLOEXEC, 0), "can't open a packet socket");
        MemorySegment address = NativeMemory.allocateForever(SOCKADDR_LL);
        address.set(NativeMemory.SHORT, 0, (short) AF_PACKET);
        address.set(NativeMemory.INT, INDEX, interfaceIndex);
        LibcException.check(LibC.bind(fd, address.address(), SOCKADDR_LL), "can't bind a packet socket");
        MemorySegment mark = NativeMemory.allocateForever(Integer.BYTES);
        mark.set(NativeMemory.INT, 0, MARK);
        LibcException.check(
                LibC.setsockopt(fd, SOL_SOCKET, SO_MARK, mark.address(), Integer.BYTES), "can't mark a packet socket");
        return new FrameSocket(fd);
    }

    /** Sends one; false if the interface doesn't take it, as when it is down. */
    boolean send(byte[] frame) {
        MemorySegment.copy(frame, 0, buffer, ValueLayout.JAVA_BYTE, 0, frame.length);
        return calls.write(fd, buffer.address(), frame.length) == frame.length;
    }
}
