package dev.warren.labs.impair;

import dev.warren.linux.libc.LibC;
import dev.warren.linux.libc.LibcException;
import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.libc.PacketCalls;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/**
 * A TAP interface that this process made: what the kernel sends to it can be read, a whole Ethernet frame at a time, never larger than
 * the wire's and with its checksums. It vanishes with the process. One thread's.
 */
final class TapInterface {
    private static final int O_RDWR_CLOEXEC = 2 | 0x80000;
    private static final long TUNSETIFF = 0x400454caL;
    private static final short IFF_TAP_NO_PI = 0x0002 | 0x1000;
    private static final int IFREQ = 40;
    private static final int FLAGS = 16;
    private static final int LARGEST = 1 << 16;

    private final int fd;
    private final PacketCalls calls = new PacketCalls();
    private final MemorySegment buffer = NativeMemory.allocateForever(LARGEST);

    private TapInterface(int fd) {
        this.fd = fd;
    }

    /** Creates the interface, down. */
    static TapInterface create(String name) throws LibcException {
        int fd = LibcException.check(LibC.open("/dev/net/tun", O_RDWR_CLOEXEC), "can't open /dev/net/tun");
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        MemorySegment request = NativeMemory.allocateForever(IFREQ);
        MemorySegment.copy(bytes, 0, request, ValueLayout.JAVA_BYTE, 0, bytes.length);
        request.set(NativeMemory.SHORT, FLAGS, IFF_TAP_NO_PI);
        LibcException.check(LibC.ioctl(fd, TUNSETIFF, request.address()), "can't create the interface " + name);
        return new TapInterface(fd);
    }

    /** Waits for a frame. */
    byte[] read() throws LibcException {
        long length = calls.read(fd, buffer.address(), LARGEST);
        if (length < 0) {
            throw new LibcException("can't read from the TAP interface", (int) -length);
        }
        return buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }
}
