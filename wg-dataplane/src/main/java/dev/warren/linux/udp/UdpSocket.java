package dev.warren.linux.udp;

import static dev.warren.linux.libc.LibcException.check;
import static dev.warren.linux.udp.SocketConstants.AF_INET;
import static dev.warren.linux.udp.SocketConstants.AF_INET6;

import dev.warren.linux.libc.LibC;
import dev.warren.linux.libc.LibcException;
import dev.warren.linux.libc.NativeMemory;
import dev.warren.net.IpFamily;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/** A UDP socket of one family, bound to the unspecified address. Any thread. */
public final class UdpSocket implements AutoCloseable {
    /** The bytes that the send and the receive buffer should hold. */
    public static final int WANTED_BUFFER = 7 << 20;

    private final int fd;
    private final IpFamily family;
    private final int port;

    private UdpSocket(int fd, IpFamily family, int port) {
        this.fd = fd;
        this.family = family;
        this.port = port;
    }

    /**
     * Opens a socket on a port, 0 for any.
     *
     * @throws LibcException with EADDRINUSE if the port is taken, EAFNOSUPPORT if the machine lacks the family
     */
    public static UdpSocket open(IpFamily family, int port, int mark) throws LibcException {
        return open(family, port, mark, false);
    }

    /**
     * Opens another socket on this one's port: the kernel gives each sender to one of them, by its address and port. This one, which
     * was bound alone, keeps the port from everyone else's first socket.
     *
     * @throws LibcException if the kernel refuses
     */
    public UdpSocket openBeside(int mark) throws LibcException {
        check(set(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_REUSEPORT, 1), "SO_REUSEPORT");
        return open(family, port, mark, true);
    }

    private static UdpSocket open(IpFamily family, int port, int mark, boolean beside) throws LibcException {
        int domain = family == IpFamily.V4 ? AF_INET : AF_INET6;
        int type = SocketConstants.SOCK_DGRAM | SocketConstants.SOCK_CLOEXEC;
        int fd = check(
                LibC.socket(domain, type, 0),
                "can't open a UDP socket for IP" + family.name().toLowerCase(java.util.Locale.ROOT));
        try {
            configure(fd, family, mark);
            if (beside) {
                check(set(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_REUSEPORT, 1), "SO_REUSEPORT");
            }
            return new UdpSocket(fd, family, bind(fd, domain, port));
        } catch (LibcException failure) {
            LibC.close(fd);
            throw failure;
        }
    }

    private static void configure(int fd, IpFamily family, int mark) throws LibcException {
        if (family == IpFamily.V6) {
            check(set(fd, SocketConstants.IPPROTO_IPV6, SocketConstants.IPV6_V6ONLY, 1), "IPV6_V6ONLY");
            check(set(fd, SocketConstants.IPPROTO_IPV6, SocketConstants.IPV6_RECVPKTINFO, 1), "IPV6_RECVPKTINFO");
            check(set(fd, SocketConstants.IPPROTO_IPV6, SocketConstants.IPV6_RECVTCLASS, 1), "IPV6_RECVTCLASS");
        } else {
            check(set(fd, SocketConstants.IPPROTO_IP, SocketConstants.IP_PKTINFO, 1), "IP_PKTINFO");
            check(set(fd, SocketConstants.IPPROTO_IP, SocketConstants.IP_RECVTOS, 1), "IP_RECVTOS");
        }
        if (mark != 0) {
            check(set(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_MARK, mark), "SO_MARK");
        }
        if (set(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_RCVBUFFORCE, WANTED_BUFFER) != 0) {
            set(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_RCVBUF, WANTED_BUFFER);
        }
        if (set(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_SNDBUFFORCE, WANTED_BUFFER) != 0) {
            set(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_SNDBUF, WANTED_BUFFER);
        }
    }

    private static int bind(int fd, int domain, int port) throws LibcException {
        int length = domain == AF_INET ? SocketConstants.SOCKADDR_IN : SocketConstants.SOCKADDR_IN6;
        MemorySegment address = NativeMemory.allocate(SocketConstants.SOCKADDR_IN6);
        address.set(NativeMemory.SHORT, 0, (short) domain);
        address.set(NativeMemory.NET_SHORT, 2, (short) port);
        check(LibC.bind(fd, address.address(), length), "can't bind UDP port " + port);
        MemorySegment size = NativeMemory.allocate(4);
        size.set(NativeMemory.INT, 0, length);
        try {
            check(LibC.getsockname(fd, address.address(), size.address()), "getsockname");
            return address.get(NativeMemory.NET_SHORT, 2) & 0xffff;
        } finally {
            Reference.reachabilityFence(size);
        }
    }

    private static int set(int fd, int level, int option, int value) {
        MemorySegment memory = NativeMemory.allocate(4);
        memory.set(NativeMemory.INT, 0, value);
        try {
            return LibC.setsockopt(fd, level, option, memory.address(), 4);
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /** Lets the kernel join datagrams of a sender into one read; false where it can't (Linux before 5.0). */
    public boolean enableCoalescing() {
        return set(fd, SocketConstants.SOL_UDP, SocketConstants.UDP_GRO, 1) == 0;
    }

    /**
     * Sets the firewall mark of what is sent; 0 is none.
     *
     * @throws LibcException if the process may not
     */
    public void setMark(int mark) throws LibcException {
        check(set(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_MARK, mark), "can't set the firewall mark");
    }

    /** What the smaller of the two buffers holds, in bytes as they were asked for; the kernel accounts for twice that. */
    public int bufferBytes() {
        return Math.min(get(SocketConstants.SO_RCVBUF), get(SocketConstants.SO_SNDBUF)) / 2;
    }

    /** Has the kernel pass what comes through a filter, in the place of the one before; false where it refuses. */
    public boolean attach(SourceFilter filter) {
        MemorySegment program = NativeMemory.allocate(16);
        program.set(NativeMemory.SHORT, 0, (short) filter.count());
        program.set(NativeMemory.LONG, 8, filter.instructions().address());
        try {
            return LibC.setsockopt(
                            fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_ATTACH_FILTER, program.address(), 16)
                    == 0;
        } finally {
            Reference.reachabilityFence(program);
            Reference.reachabilityFence(filter);
        }
    }

    /** Takes the filter away. */
    public void detachFilter() {
        set(fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_DETACH_FILTER, 0);
    }

    private int get(int option) {
        MemorySegment memory = NativeMemory.allocate(8);
        memory.set(NativeMemory.INT, 4, 4);
        LibC.getsockopt(fd, SocketConstants.SOL_SOCKET, option, memory.address(), memory.address() + 4);
        return memory.get(NativeMemory.INT, 0);
    }

    public int fd() {
        return fd;
    }

    public IpFamily family() {
        return family;
    }

    /** The port it is bound to. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        LibC.close(fd);
    }
}
