package dev.warren.linux.udp;

import dev.warren.linux.libc.Errno;
import dev.warren.linux.libc.LibcException;
import dev.warren.net.IpFamily;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of both families on one port; one is null where the machine lacks the family. Any thread.
 *
 * @param v4 the IPv4 socket
 * @param v6 the IPv6 socket
 */
public record UdpSockets(@Nullable UdpSocket v4, @Nullable UdpSocket v6) implements AutoCloseable {
    private static final int TRIES = 100;

    /**
     * Opens both on a port; 0 finds one that is free in both families.
     *
     * @throws LibcException if the port is taken, or the machine has neither family
     */
    public static UdpSockets open(int port, int mark) throws LibcException {
        for (int attempt = 1; ; attempt++) {
            UdpSocket v4 = openIfSupported(IpFamily.V4, port, mark);
            try {
                UdpSocket v6 = openIfSupported(IpFamily.V6, v4 == null ? port : v4.port(), mark);
                if (v4 == null && v6 == null) {
                    throw new LibcException("can't open a UDP socket", Errno.EAFNOSUPPORT);
                }
                return new UdpSockets(v4, v6);
            } catch (LibcException failure) {
                if (v4 != null) {
                    v4.close();
                }
                if (port != 0 || failure.errno() != Errno.EADDRINUSE || attempt == TRIES) {
                    throw failure;
                }
            }
        }
    }

    /**
     * Opens others on the port of these, for another thread: a sender's datagrams all go to one of them.
     *
     * @throws LibcException if the kernel refuses
     */
    public UdpSockets openBeside(int mark) throws LibcException {
        UdpSocket otherV4 = v4 == null ? null : v4.openBeside(mark);
        try {
            return new UdpSockets(otherV4, v6 == null ? null : v6.openBeside(mark));
        } catch (LibcException failure) {
            if (otherV4 != null) {
                otherV4.close();
            }
            throw failure;
        }
    }

    private static @Nullable UdpSocket openIfSupported(IpFamily family, int port, int mark) throws LibcException {
        try {
            return UdpSocket.open(family, port, mark);
        } catch (LibcException failure) {
            if (failure.errno() == Errno.EAFNOSUPPORT || failure.errno() == Errno.EADDRNOTAVAIL) {
                return null;
            }
            throw failure;
        }
    }

    /** Lets the kernel join datagrams of a sender into one read, in both families. */
    public void enableCoalescing() {
        if (v4 != null) {
            v4.enableCoalescing();
        }
        if (v6 != null) {
            v6.enableCoalescing();
        }
    }

    /** What the smallest buffer of both holds, in bytes. */
    public int bufferBytes() {
        int ofV4 = v4 == null ? Integer.MAX_VALUE : v4.bufferBytes();
        return v6 == null ? ofV4 : Math.min(ofV4, v6.bufferBytes());
    }

    public @Nullable UdpSocket of(IpFamily family) {
        return family == IpFamily.V4 ? v4 : v6;
    }

    /** The port of both. */
    public int port() {
        return v4 != null ? v4.port() : v6 != null ? v6.port() : 0;
    }

    /**
     * Sets the firewall mark of both.
     *
     * @throws LibcException if the process may not
     */
    public void setMark(int mark) throws LibcException {
        if (v4 != null) {
            v4.setMark(mark);
        }
        if (v6 != null) {
            v6.setMark(mark);
        }
    }

    @Override
    public void close() {
        if (v4 != null) {
            v4.close();
        }
        if (v6 != null) {
            v6.close();
        }
    }
}
