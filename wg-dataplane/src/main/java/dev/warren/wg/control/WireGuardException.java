package dev.warren.wg.control;

import java.io.IOException;

/** A device's refusal. */
public final class WireGuardException extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;

    /**
     * @param message what was refused
     * @param errno the positive error number of errno(3) that the device gave
     */
    public WireGuardException(String message, int errno) {
        super(message);
        this.errno = errno;
    }

    /** The positive error number, as in errno(3). */
    public int errno() {
        return errno;
    }
}
