package dev.warren.linux.ndp;

import dev.warren.linux.libc.Errno;
import dev.warren.linux.libc.LibC;
import dev.warren.linux.libc.LibcException;
import dev.warren.linux.libc.NativeMemory;
import dev.warren.net.IpAddress;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A raw socket for router discovery on one link (RFC 4861, RFC 3542). Needs CAP_NET_RAW. One thread's. */
public final class RouterDiscoverySocket implements AutoCloseable {
    private static final int AF_INET6 = 10;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOL_SOCKET = 1;
    private static final int SO_BINDTODEVICE = 25;
    private static final int IPPROTO_ICMPV6 = 58;
    private static final int ICMP6_FILTER = 1;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_MULTICAST_IF = 17;
    private static final int IPV6_MULTICAST_HOPS = 18;
    private static final int IPV6_MULTICAST_LOOP = 19;
    private static final int IPV6_JOIN_GROUP = 20;
    private static final int IPV6_RECVHOPLIMIT = 51;
    private static final int IPV6_HOPLIMIT = 52;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_TRUNC = 0x20;

    /** ff02::1, all nodes of the link. */
    private static final IpAddress ALL_NODES = IpAddress.ofV6(0xff02L << 48, 1);

    /** ff02::2, all routers of the link. */
    private static final IpAddress ALL_ROUTERS = IpAddress.ofV6(0xff02L << 48, 2);

    private static final int SOCKADDR_IN6 = 28;
    private static final int MREQ = 20;
    private static final int FILTER = 32;
    private static final int MESSAGE = 1_500;
    private static final int CONTROL = 64;
    private static final int CMSG_DATA = 16;

    /** struct msghdr: name, namelen, iov, iovlen, control, controllen, flags. */
    private static final int MSGHDR = 56;

    private final int fd;
    private final MemorySegment destination = NativeMemory.allocate(SOCKADDR_IN6);
    private final MemorySegment source = NativeMemory.allocate(SOCKADDR_IN6);
    private final MemorySegment message = NativeMemory.allocate(MESSAGE);
    private final MemorySegment control = NativeMemory.allocate(CONTROL);
    private final MemorySegment vector = NativeMemory.allocate(16);
    private final MemorySegment header = NativeMemory.allocate(MSGHDR);

    private RouterDiscoverySocket(int fd, int interfaceIndex) {
        this.fd = fd;
        destination.set(NativeMemory.SHORT, 0, (short) AF_INET6);
        destination.set(NativeMemory.INT, 24, interfaceIndex);
        vector.set(NativeMemory.LONG, 0, message.address());
        vector.set(NativeMemory.LONG, 8, MESSAGE);
        header.set(NativeMemory.LONG, 0, source.address());
        header.set(NativeMemory.LONG, 16, vector.address());
        header.set(NativeMemory.LONG, 24, 1);
        header.set(NativeMemory.LONG, 32, control.address());
    }

    /**
     * Opens a socket on a link.
     *
     * @param interfaceIndex the link's number
     * @param interfaceName its name
     * @throws LibcException with EPERM without CAP_NET_RAW, ENODEV if there is no such link
     */
    public static RouterDiscoverySocket open(int interfaceIndex, String interfaceName) throws LibcException {
        int fd = LibcException.check(
                LibC.socket(AF_INET6, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMPV6),
                "can't open a socket for router discovery on " + interfaceName);
        try {
            configure(fd, interfaceIndex, interfaceName);
            return new RouterDiscoverySocket(fd, interfaceIndex);
        } catch (LibcException failure) {
            LibC.close(fd);
            throw failure;
        }
    }

    private static void configure(int fd, int interfaceIndex, String interfaceName) throws LibcException {
        byte[] name = interfaceName.getBytes(StandardCharsets.UTF_8);
        MemorySegment device = NativeMemory.allocate(name.length + 1L);
        MemorySegment.copy(MemorySegment.ofArray(name), 0, device, 0, name.length);
        set(fd, SOL_SOCKET, SO_BINDTODEVICE, device, interfaceName);
        MemorySegment filter = NativeMemory.allocate(FILTER);
        filter.fill((byte) 0xff); // a bit that is set keeps its type out
        long word = RouterMessages.SOLICITATION / 32 * 4L;
        int both = 1 << RouterMessages.SOLICITATION % 32 | 1 << RouterMessages.ADVERTISEMENT % 32;
        filter.set(NativeMemory.INT, word, ~both);
        set(fd, IPPROTO_ICMPV6, ICMP6_FILTER, filter, interfaceName);
        set(fd, IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1, interfaceName);
        set(fd, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, RouterMessages.HOP_LIMIT, interfaceName);
        set(fd, IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 0, interfaceName);
        set(fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, interfaceIndex, interfaceName);
        MemorySegment group = NativeMemory.allocate(MREQ);
        put(group, 0, ALL_ROUTERS);
        group.set(NativeMemory.INT, 16, interfaceIndex);
        set(fd, IPPROTO_IPV6, IPV6_JOIN_GROUP, group, interfaceName);
    }

    private static void set(int fd, int level, int option, int value, String interfaceName) throws LibcException {
        MemorySegment memory = NativeMemory.allocate(4);
        memory.set(NativeMemory.INT, 0, value);
        set(fd, level, option, memory, interfaceName);
    }

    private static void set(int fd, int level, int option, MemorySegment value, String interfaceName)
            throws LibcException {
        try {
            LibcException.check(
                    LibC.setsockopt(fd, level, option, value.address(), (int) value.byteSize()),
                    "can't prepare router discovery on " + interfaceName);
        } finally {
            Reference.reachabilityFence(value);
        }
    }

    private static void put(MemorySegment memory, long at, IpAddress address) {
        memory.set(NativeMemory.NET_LONG, at, address.high());
        memory.set(NativeMemory.NET_LONG, at + 8, address.low());
    }

    /** The descriptor, to wait for what comes. */
    public int fd() {
        return fd;
    }

    /**
     * Tells all on the link that a router is here, which is nobody's default router.
     *
     * @throws LibcException if the link is down or has no link-local address
     */
    public void advertise() throws LibcException {
        send(RouterMessages.advertisement(), ALL_NODES, "can't advertise this router");
    }

    /**
     * Asks the routers of the link to advertise themselves.
     *
     * @throws LibcException if the link is down or has no link-local address
     */
    public void solicit() throws LibcException {
        send(RouterMessages.solicitation(), ALL_ROUTERS, "can't ask for routers");
    }

    private void send(byte[] octets, IpAddress group, String attempt) throws LibcException {
        MemorySegment.copy(MemorySegment.ofArray(octets), 0, message, 0, octets.length);
        put(destination, 8, group);
        long sent =
                LibC.sendto(fd, message.address(), octets.length, MSG_DONTWAIT, destination.address(), SOCKADDR_IN6);
        LibcException.check((int) sent, attempt);
    }

    /**
     * Takes one message that is there, without waiting.
     *
     * @return the message, or {@link Received#NOTHING} where none is there, or {@link Received#INVALID} for one that means nothing
     * @throws LibcException if the link is gone
     */
    public Received receive() throws LibcException {
        header.set(NativeMemory.INT, 8, SOCKADDR_IN6);
        header.set(NativeMemory.LONG, 40, CONTROL);
        control.fill((byte) 0);
        long length = LibC.recvmsg(fd, header.address(), MSG_DONTWAIT);
        if (length < 0) {
            int errno = Errno.last();
            if (errno == Errno.EAGAIN || errno == Errno.EINTR) {
                return Received.NOTHING;
            }
            throw new LibcException("can't hear routers", errno);
        }
        boolean whole = (header.get(NativeMemory.INT, 48) & MSG_TRUNC) == 0;
        IpAddress from = IpAddress.ofV6(source.get(NativeMemory.NET_LONG, 8), source.get(NativeMemory.NET_LONG, 16));
        return whole
                ? new Received(
                        true, RouterMessages.parse(message.asSlice(0, length).asByteBuffer(), from, hopLimit()))
                : Received.INVALID;
    }

    /**
     * What a look brought.
     *
     * @param any false if nothing was there
     * @param message what was there, if it is valid
     */
    public record Received(boolean any, Optional<RouterMessage> message) {
        /** Nothing was there. */
        public static final Received NOTHING = new Received(false, Optional.empty());

        /** Something that means nothing. */
        public static final Received INVALID = new Received(true, Optional.empty());
    }

    /** The hop limit of what was received last; 0 if the kernel didn't say. */
    private int hopLimit() {
        boolean told = header.get(NativeMemory.LONG, 40) >= CMSG_DATA + 4
                && control.get(NativeMemory.INT, 8) == IPPROTO_IPV6
                && control.get(NativeMemory.INT, 12) == IPV6_HOPLIMIT;
        return told ? control.get(NativeMemory.INT, CMSG_DATA) : 0;
    }

    @Override
    public void close() {
        LibC.close(fd);
    }
}
