package dev.warren.linux.libc;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The system calls that packets wait for, by FFM: on each it saves 150 ns of the 420 ns that a short read takes by JNA ({@code labs/bench/micro
 * SystemCall}). Results are as in section 2 of the manual, but an error is minus its number. Pointers are {@code long}s. One thread's.
 */
@SuppressWarnings("restricted") // binding native functions is what this class is for
public final class PacketCalls {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle READ = bind("read", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle WRITE = bind("write", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle WRITEV = bind("writev", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SENDMSG = bind("sendmsg", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SENDMMSG = bind("sendmmsg", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle RECVMMSG =
            bind("recvmmsg", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
    private static final MethodHandle POLL = bind("poll", JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);

    private final MemorySegment state = NativeMemory.allocate(STATE.byteSize());

    private static MethodHandle bind(String name, ValueLayout result, ValueLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    public long read(int fd, long buffer, long length) {
        try {
            return result((long) READ.invokeExact(state, fd, buffer, length));
        } catch (Throwable failure) {
            throw rethrown(failure);
        }
    }

    public long write(int fd, long buffer, long length) {
        try {
            return result((long) WRITE.invokeExact(state, fd, buffer, length));
        } catch (Throwable failure) {
            throw rethrown(failure);
        }
    }

    public long writev(int fd, long vectors, int count) {
        try {
            return result((long) WRITEV.invokeExact(state, fd, vectors, count));
        } catch (Throwable failure) {
            throw rethrown(failure);
        }
    }

    public long sendmsg(int fd, long message, int flags) {
        try {
            return result((long) SENDMSG.invokeExact(state, fd, message, flags));
        } catch (Throwable failure) {
            throw rethrown(failure);
        }
    }

    public int sendmmsg(int fd, long messages, int count, int flags) {
        try {
            return (int) result((int) SENDMMSG.invokeExact(state, fd, messages, count, flags));
        } catch (Throwable failure) {
            throw rethrown(failure);
        }
    }

    /** recvmmsg(2) without a timeout. */
    public int recvmmsg(int fd, long messages, int count, int flags) {
        try {
            return (int) result((int) RECVMMSG.invokeExact(state, fd, messages, count, flags, 0L));
        } catch (Throwable failure) {
            throw rethrown(failure);
        }
    }

    /** poll(2); the timeout is in milliseconds, -1 waits for ever. */
    public int poll(long descriptors, long count, int timeout) {
        try {
            return (int) result((int) POLL.invokeExact(state, descriptors, count, timeout));
        } catch (Throwable failure) {
            throw rethrown(failure);
        }
    }

    private long result(long returned) {
        return returned == -1 ? -state.get(JAVA_INT, ERRNO) : returned;
    }

    private static RuntimeException rethrown(Throwable failure) {
        if (failure instanceof RuntimeException unchecked) {
            return unchecked;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(failure);
    }
}
