package dev.warren.linux.tun;

import dev.warren.linux.libc.LibC;
import dev.warren.linux.libc.LibcException;
import dev.warren.linux.libc.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;

/**
 * A TUN interface that this process made, with one or more queues; the packets of each go through {@link TunChannel}s. The kernel keeps
 * the packets of a flow in one queue. It vanishes with the process. The interface's flags
 * and MTU may be read from any thread.
 */
public final class TunDevice implements AutoCloseable {
    /** What a name may take with its terminating zero (IFNAMSIZ). */
    public static final int NAME_MAXIMUM = 15;

    private static final int O_RDWR_NONBLOCK_CLOEXEC = 2 | 0x800 | 0x80000;
    private static final long TUNSETIFF = 0x400454caL;
    private static final long TUNSETOFFLOAD = 0x400454d0L;
    private static final long TUNGETIFF = 0x800454d2L;
    private static final long SIOCGIFFLAGS = 0x8913;
    private static final long SIOCGIFMTU = 0x8921;
    private static final long SIOCSIFMTU = 0x8922;
    private static final int IFF_UP = 1;
    private static final short IFF_TUN_NO_PI_VNET_HDR = (short) (0x0001 | 0x1000 | 0x4000);
    private static final short IFF_MULTI_QUEUE = 0x0100;
    private static final int CSUM_TSO4_TSO6 = 0x01 | 0x02 | 0x04;
    private static final int USO4_USO6 = 0x20 | 0x40;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int IFREQ = 40;
    private static final int VALUE = 16;

    private final String name;
    private final int[] fds;
    private final int queryFd;

    private TunDevice(String name, int[] fds, int queryFd) {
        this.name = name;
        this.fds = fds;
        this.queryFd = queryFd;
    }

    /**
     * Creates the interface, down, with this MTU.
     *
     * @param queues how many, 1 to 256
     * @throws LibcException if the name is taken or unusable, or the process may not
     */
    public static TunDevice create(String name, int mtu, int queues) throws LibcException {
        MemorySegment request = request(name);
        int[] fds = openQueues(name, request, queues);
        int queryFd = LibC.socket(AF_INET, SOCK_DGRAM_CLOEXEC, 0);
        if (queryFd < 0) {
            queryFd = LibC.socket(AF_INET6, SOCK_DGRAM_CLOEXEC, 0);
        }
        TunDevice device = new TunDevice(name, fds, queryFd);
        request.set(NativeMemory.INT, VALUE, mtu);
        try {
            LibC.ioctl(queryFd, SIOCSIFMTU, request.address());
        } finally {
            Reference.reachabilityFence(request);
        }
        return device;
    }

    private static int[] openQueues(String name, MemorySegment request, int queues) throws LibcException {
        int[] fds = new int[queues];
        int opened = 0;
        request.set(
                NativeMemory.SHORT,
                VALUE,
                queues == 1 ? IFF_TUN_NO_PI_VNET_HDR : (short) (IFF_TUN_NO_PI_VNET_HDR | IFF_MULTI_QUEUE));
        try {
            while (opened < queues) {
                int fd = LibcException.check(
                        LibC.open("/dev/net/tun", O_RDWR_NONBLOCK_CLOEXEC), "can't open /dev/net/tun");
                fds[opened++] = fd;
                LibcException.check(LibC.ioctl(fd, TUNSETIFF, request.address()), "can't create the interface " + name);
            }
            return fds;
        } catch (LibcException failure) {
            while (opened > 0) {
                LibC.close(fds[--opened]);
            }
            throw failure;
        }
    }

    private static MemorySegment request(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > NAME_MAXIMUM) {
            throw new IllegalArgumentException("an interface name has 1 to " + NAME_MAXIMUM + " bytes: '" + name + "'");
        }
        MemorySegment request = NativeMemory.allocate(IFREQ);
        MemorySegment.copy(bytes, 0, request, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return request;
    }

    /** What the kernel and this process exchange super-packets of. */
    public enum Offloads {
        /** Nothing: every packet is as it is on the wire. */
        NONE,
        /** TCP, of up to 64 KiB. */
        TCP,
        /** TCP and UDP (Linux 6.2). */
        TCP_AND_UDP
    }

    /** Switches on what the kernel has; returns what that is. */
    public Offloads enableOffloads() {
        int fd = fds[0];
        if (LibC.ioctl(fd, TUNSETOFFLOAD, CSUM_TSO4_TSO6 | USO4_USO6) == 0) {
            return Offloads.TCP_AND_UDP;
        }
        return LibC.ioctl(fd, TUNSETOFFLOAD, CSUM_TSO4_TSO6) == 0 ? Offloads.TCP : Offloads.NONE;
    }

    /** The name that the interface was created with; it may have got another since. */
    public String name() {
        return name;
    }

    /** How many queues it has. */
    public int queues() {
        return fds.length;
    }

    /** The descriptor of a queue, to poll. */
    public int fd(int queue) {
        return fds[queue];
    }

    /** True while the interface is up, or can't be asked: it was renamed or moved to another network namespace. */
    public boolean isUp() {
        int flags = query(SIOCGIFFLAGS);
        return flags < 0 || (flags & IFF_UP) != 0;
    }

    /** The interface's MTU in bytes, or -1 if it can't be asked. */
    public int mtu() {
        return query(SIOCGIFMTU);
    }

    /** Asks about the interface by the name that it has now. */
    private int query(long what) {
        MemorySegment request = request(name);
        if (LibC.ioctl(fds[0], TUNGETIFF, request.address()) < 0 || LibC.ioctl(queryFd, what, request.address()) < 0) {
            return -1;
        }
        return what == SIOCGIFFLAGS
                ? request.get(NativeMemory.SHORT, VALUE) & 0xffff
                : request.get(NativeMemory.INT, VALUE);
    }

    @Override
    public void close() {
        for (int fd : fds) {
            LibC.close(fd);
        }
        LibC.close(queryFd);
    }
}
