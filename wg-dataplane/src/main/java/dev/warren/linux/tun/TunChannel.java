package dev.warren.linux.tun;

import dev.warren.linux.libc.PacketCalls;
import java.lang.foreign.MemorySegment;

/** Reads and writes packets of a queue of a TUN interface, each with its {@link VirtioNetHeader}; it never waits. One thread's. */
public final class TunChannel {
    private final int fd;
    private final PacketCalls calls = new PacketCalls();

    public TunChannel(TunDevice tun, int queue) {
        fd = tun.fd(queue);
    }

    /** Reads one packet; returns its length with the header, or minus the errno. */
    public long read(MemorySegment memory) {
        return calls.read(fd, memory.address(), memory.byteSize());
    }

    /** Writes one packet; 0, or the errno. */
    public int write(MemorySegment memory, long at, long length) {
        return errno(calls.write(fd, memory.asSlice(at, length).address(), length));
    }

    /** Writes one packet from a list of {@code struct iovec}; 0, or the errno. */
    public int writeVectors(MemorySegment vectors, int count) {
        return errno(calls.writev(fd, vectors.address(), count));
    }

    private static int errno(long result) {
        return result < 0 ? (int) -result : 0;
    }
}
