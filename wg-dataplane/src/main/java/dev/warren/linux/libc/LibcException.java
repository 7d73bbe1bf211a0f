package dev.warren.linux.libc;

import java.io.IOException;
import java.io.Serial;

/** A call of the C library that failed: what was tried, and the error number. */
public final class LibcException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int errno;

    /** An error of the call that is described, with its number. */
    public LibcException(String attempt, int errno) {
        super(attempt + ": " + Errno.describe(errno));
        this.errno = errno;
    }

    /** The error of this thread's last call. */
    public static LibcException last(String attempt) {
        return new LibcException(attempt, Errno.last());
    }

    /** Returns the result unless it is -1. */
    public static int check(int result, String attempt) throws LibcException {
        if (result == -1) {
            throw last(attempt);
        }
        return result;
    }

    /** The error number, positive. */
    public int errno() {
        return errno;
    }
}
