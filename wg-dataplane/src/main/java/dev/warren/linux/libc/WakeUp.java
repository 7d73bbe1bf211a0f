package dev.warren.linux.libc;

import java.lang.foreign.MemorySegment;

/** An eventfd(2) that ends another thread's poll. {@link #signal} and {@link #clear} from any thread. */
public final class WakeUp implements AutoCloseable {
    private static final int EFD_NONBLOCK = 0x800;
    private static final int EFD_CLOEXEC = 0x80000;

    private final MemorySegment one = NativeMemory.allocate(8);
    private final MemorySegment sink = NativeMemory.allocate(8);
    private final int fd;

    /** @throws LibcException if the process has no descriptor left */
    public WakeUp() throws LibcException {
        fd = LibcException.check(LibC.eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd");
        one.set(NativeMemory.LONG, 0, 1);
    }

    /** The descriptor: readable from a signal until it is cleared. */
    public int fd() {
        return fd;
    }

    public void signal() {
        LibC.write(fd, one.address(), 8);
    }

    public void clear() {
        LibC.read(fd, sink.address(), 8);
    }

    @Override
    public void close() {
        LibC.close(fd);
    }
}
