package dev.warren.linux.netlink;

import java.io.IOException;

/** A refusal of the kernel or a failure of the socket. The message has what was tried, the errno's name and the kernel's text. */
public final class NetlinkException extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;
    private final String kernelText;

    /**
     * @param attempt what was tried, for the message
     * @param errno the positive error number of errno(3)
     * @param kernelText the text of the extended acknowledgement; empty if there was none
     */
    public NetlinkException(String attempt, int errno, String kernelText) {
        super(attempt + ": " + Errno.describe(errno) + (kernelText.isEmpty() ? "" : " (" + kernelText + ")"));
        this.errno = errno;
        this.kernelText = kernelText;
    }

    /** The positive error number, as in errno(3). */
    public int errno() {
        return errno;
    }

    /** The kernel's own text (NETLINK_EXT_ACK); empty if it gave none. */
    public String kernelText() {
        return kernelText;
    }
}
