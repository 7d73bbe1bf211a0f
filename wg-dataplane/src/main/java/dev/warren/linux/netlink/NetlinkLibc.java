package dev.warren.linux.netlink;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/** The system calls of netlink sockets, by JNA's direct mapping. A result of -1 has its errno in Native.getLastError(). */
final class NetlinkLibc {
    static final int AF_NETLINK = 16;
    static final int SOCK_RAW = 3;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int NETLINK_ROUTE = 0;
    static final int NETLINK_GENERIC = 16;
    static final int SOL_SOCKET = 1;
    static final int SO_RCVBUF = 8;
    static final int SO_RCVBUFFORCE = 33;
    static final int SOL_NETLINK = 270;
    static final int NETLINK_ADD_MEMBERSHIP = 1;
    static final int NETLINK_CAP_ACK = 10;
    static final int NETLINK_EXT_ACK = 11;
    static final int NETLINK_GET_STRICT_CHK = 12;
    static final int MSG_TRUNC = 0x20;
    static final int MSG_DONTWAIT = 0x40;
    static final short POLLIN = 1;
    static final int EFD_CLOEXEC = 0x80000;

    static {
        Native.register(NetlinkLibc.class, "c");
    }

    private NetlinkLibc() {}

    static native int socket(int domain, int type, int protocol);

    static native int bind(int descriptor, Pointer address, int addressBytes);

    static native int setsockopt(int descriptor, int level, int option, Pointer value, int valueBytes);

    static native long send(int descriptor, Pointer bytes, long length, int flags);

    static native long recvfrom(
            int descriptor, Pointer bytes, long length, int flags, Pointer sender, Pointer senderBytes);

    static native int poll(Pointer descriptors, long count, int timeoutMillis);

    static native int eventfd(int initial, int flags);

    static native long write(int descriptor, Pointer bytes, long length);

    static native int close(int descriptor);
}
