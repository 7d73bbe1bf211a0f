package dev.warren.wg.configuration;

import java.io.Serial;

/** A request that is refused, with the error number that answers it. */
final class ProtocolException extends Exception {
    static final int EIO = 5;
    static final int EBUSY = 16;
    static final int EINVAL = 22;
    static final int EPROTO = 71;
    static final int EADDRINUSE = 98;
    static final int ENOBUFS = 105;

    @Serial
    private static final long serialVersionUID = 1L;

    private final int errno;

    ProtocolException(int errno, String message) {
        super(message);
        this.errno = errno;
    }

    int errno() {
        return errno;
    }
}
