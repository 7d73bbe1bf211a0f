package dev.warren.linux.netlink;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/**
 * The edge: one netlink socket with its two buffers. Opened in the namespace of the calling thread. Not thread-safe but
 * for {@link #wake}.
 */
final class NetlinkSocket implements NetlinkTransport {
    /** Above the 32 KiB that the kernel puts at most into one datagram of a dump. */
    private static final int BUFFER_BYTES = 1 << 17;

    private static final int RECEIVE_QUEUE_BYTES = 8 << 20;
    private static final int SOCKADDR_NL_BYTES = 12;

    private final Memory sendMemory = new Memory(BUFFER_BYTES);
    private final Memory receiveMemory = new Memory(BUFFER_BYTES);
    /** struct pollfd {fd32, events16, revents16} twice, struct sockaddr_nl, its length, an option, an event count. */
    private final Memory scratch = new Memory(64);

    private static final int SENDER_AT = 16;
    private static final int SENDER_BYTES_AT = 32;
    private static final int OPTION_AT = 40;
    private static final int EVENT_AT = 48;

    private final ByteBuffer sendBuffer =
            sendMemory.getByteBuffer(0, BUFFER_BYTES).order(ByteOrder.nativeOrder());
    private final int descriptor;
    private final int event;

    private NetlinkSocket(int descriptor, int event) {
        this.descriptor = descriptor;
        this.event = event;
        scratch.clear();
        scratch.setLong(EVENT_AT, 1);
        scratch.setInt(0, descriptor);
        scratch.setShort(4, NetlinkLibc.POLLIN);
        scratch.setInt(8, event);
        scratch.setShort(12, NetlinkLibc.POLLIN);
    }

    /** A socket of rtnetlink that is a member of some groups. */
    static NetlinkSocket openRoute(Set<MonitorGroup> groups) throws NetlinkException {
        return open(NetlinkLibc.NETLINK_ROUTE, groups);
    }

    /** A socket of generic netlink. */
    static NetlinkSocket openGeneric() throws NetlinkException {
        return open(NetlinkLibc.NETLINK_GENERIC, Set.of());
    }

    private static NetlinkSocket open(int protocol, Set<MonitorGroup> groups) throws NetlinkException {
        int descriptor = check(
                "open netlink",
                NetlinkLibc.socket(NetlinkLibc.AF_NETLINK, NetlinkLibc.SOCK_RAW | NetlinkLibc.SOCK_CLOEXEC, protocol));
        NetlinkSocket socket = new NetlinkSocket(descriptor, NetlinkLibc.eventfd(0, NetlinkLibc.EFD_CLOEXEC));
        try {
            check("open eventfd", socket.event);
            socket.setUp(groups);
            return socket;
        } catch (NetlinkException refused) {
            socket.close();
            throw refused;
        }
    }

    private void setUp(Set<MonitorGroup> groups) throws NetlinkException {
        scratch.setShort(SENDER_AT, (short) NetlinkLibc.AF_NETLINK);
        check("bind netlink", NetlinkLibc.bind(descriptor, scratch.share(SENDER_AT), SOCKADDR_NL_BYTES));
        if (option(NetlinkLibc.SOL_SOCKET, NetlinkLibc.SO_RCVBUFFORCE, RECEIVE_QUEUE_BYTES) < 0) {
            check("size the receive queue", option(NetlinkLibc.SOL_SOCKET, NetlinkLibc.SO_RCVBUF, RECEIVE_QUEUE_BYTES));
        }
        // Kernels of before 4.20 lack some of these; then errors have less text, and dumps are filtered here.
        option(NetlinkLibc.SOL_NETLINK, NetlinkLibc.NETLINK_CAP_ACK, 1);
        option(NetlinkLibc.SOL_NETLINK, NetlinkLibc.NETLINK_EXT_ACK, 1);
        option(NetlinkLibc.SOL_NETLINK, NetlinkLibc.NETLINK_GET_STRICT_CHK, 1);
        for (MonitorGroup group : groups) {
            check(
                    "join the group " + group,
                    option(NetlinkLibc.SOL_NETLINK, NetlinkLibc.NETLINK_ADD_MEMBERSHIP, group.number()));
        }
    }

    private int option(int level, int name, int value) {
        scratch.setInt(OPTION_AT, value);
        return NetlinkLibc.setsockopt(descriptor, level, name, scratch.share(OPTION_AT), Integer.BYTES);
    }

    @Override
    public ByteBuffer sendBuffer() {
        return sendBuffer.clear();
    }

    @Override
    public void send() throws NetlinkException {
        long length = sendBuffer.position();
        long sent = NetlinkLibc.send(descriptor, sendMemory, length, 0);
        if (sent != length) {
            throw new NetlinkException("send to the kernel", sent < 0 ? Native.getLastError() : Errno.EMSGSIZE, "");
        }
    }

    @Override
    public Optional<ByteBuffer> receive(int timeoutMillis) throws NetlinkException {
        int ready = NetlinkLibc.poll(scratch, 2, timeoutMillis);
        if (ready < 0 && Native.getLastError() != Errno.EINTR) {
            throw new NetlinkException("wait for the kernel", Native.getLastError(), "");
        }
        if (ready <= 0 || scratch.getShort(6) == 0) {
            return Optional.empty();
        }
        scratch.setInt(SENDER_BYTES_AT, SOCKADDR_NL_BYTES);
        long length = NetlinkLibc.recvfrom(
                descriptor,
                receiveMemory,
                BUFFER_BYTES,
                NetlinkLibc.MSG_TRUNC | NetlinkLibc.MSG_DONTWAIT,
                scratch.share(SENDER_AT),
                scratch.share(SENDER_BYTES_AT));
        if (length < 0) {
            int errno = Native.getLastError();
            if (errno == Errno.EAGAIN || errno == Errno.EINTR) {
                return Optional.empty();
            }
            throw new NetlinkException("receive from the kernel", errno, "");
        }
        if (length > BUFFER_BYTES) {
            throw new NetlinkException("datagram of " + length + " bytes", Errno.EMSGSIZE, "");
        }
        boolean fromKernel = scratch.getInt(SENDER_AT + 4) == 0;
        return fromKernel
                ? Optional.of(receiveMemory.getByteBuffer(0, length).order(ByteOrder.nativeOrder()))
                : Optional.empty();
    }

    /** Makes a waiting {@link #receive} return, from any thread; it then returns at once for ever. */
    void wake() {
        NetlinkLibc.write(event, scratch.share(EVENT_AT), Long.BYTES);
    }

    @Override
    public void wipe() {
        sendMemory.clear();
        receiveMemory.clear();
    }

    @Override
    public void close() {
        NetlinkLibc.close(descriptor);
        if (event >= 0) {
            NetlinkLibc.close(event);
        }
        sendMemory.close();
        receiveMemory.close();
        scratch.close();
    }

    private static int check(String attempt, int result) throws NetlinkException {
        if (result < 0) {
            throw new NetlinkException(attempt, Native.getLastError(), "");
        }
        return result;
    }
}
