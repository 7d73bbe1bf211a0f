package dev.warren.linux.libc;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The C library, mapped directly by JNA, for what is not done for every packet: each method is the function of its name in sections 2 and 3 of the manual. A result of -1
 * means an error, whose number {@link Errno#last()} tells on the same thread until its next call. Pointers are {@code long}s.
 */
public final class LibC {
    static {
        Native.register(LibC.class, NativeLibrary.getProcess());
    }

    private LibC() {}

    /** open(2) without a mode: for files that exist. */
    public static native int open(String path, int flags);

    public static native int close(int fd);

    public static native long read(int fd, long buffer, long length);

    public static native long write(int fd, long buffer, long length);

    /** ioctl(2) whose argument is a pointer or an integer. */
    public static native int ioctl(int fd, long request, long argument);

    public static native int socket(int domain, int type, int protocol);

    public static native int bind(int fd, long address, int length);

    public static native int connect(int fd, long address, int length);

    public static native int getsockname(int fd, long address, long length);

    public static native int setsockopt(int fd, int level, int option, long value, int length);

    public static native int getsockopt(int fd, int level, int option, long value, long length);

    public static native long sendto(int fd, long buffer, long length, int flags, long address, int addressLength);

    public static native long recvmsg(int fd, long message, int flags);

    public static native int eventfd(int initial, int flags);

    public static native int prctl(int option, long two, long three, long four, long five);

    public static native int clock_gettime(int clock, long timespec);

    public static native int mlock(long address, long length);

    public static native int madvise(long address, long length, int advice);
}
