package dev.warren.linux.udp;

/** Numbers and layouts of the socket interface on 64-bit Linux. */
final class SocketConstants {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_NONBLOCK = 0x800;
    static final int SOCK_CLOEXEC = 0x80000;

    static final int SOL_SOCKET = 1;
    static final int SO_SNDBUF = 7;
    static final int SO_RCVBUF = 8;
    static final int SO_REUSEPORT = 15;
    static final int SO_ATTACH_FILTER = 26;
    static final int SO_DETACH_FILTER = 27;
    static final int SO_SNDBUFFORCE = 32;
    static final int SO_RCVBUFFORCE = 33;
    static final int SO_MARK = 36;

    static final int IPPROTO_IP = 0;
    static final int IP_TOS = 1;
    static final int IP_PKTINFO = 8;
    static final int IP_RECVTOS = 13;

    static final int IPPROTO_IPV6 = 41;
    static final int IPV6_V6ONLY = 26;
    static final int IPV6_RECVPKTINFO = 49;
    static final int IPV6_PKTINFO = 50;
    static final int IPV6_RECVTCLASS = 66;
    static final int IPV6_TCLASS = 67;

    static final int SOL_UDP = 17;
    static final int UDP_SEGMENT = 103;
    static final int UDP_GRO = 104;

    static final int MSG_DONTWAIT = 0x40;

    /** struct sockaddr_in and sockaddr_in6. */
    static final int SOCKADDR_IN = 16;

    static final int SOCKADDR_IN6 = 28;

    /** struct msghdr: name, namelen, iov, iovlen, control, controllen, flags. */
    static final int MSG_NAME = 0;

    static final int MSG_NAMELEN = 8;
    static final int MSG_IOV = 16;
    static final int MSG_IOVLEN = 24;
    static final int MSG_CONTROL = 32;
    static final int MSG_CONTROLLEN = 40;
    static final int MSGHDR = 56;

    /** struct mmsghdr: a msghdr, then the length. */
    static final int MMSGHDR = 64;

    /** struct cmsghdr: length, level, type; then the data, aligned to 8. */
    static final int CMSG_LEVEL = 8;

    static final int CMSG_TYPE = 12;
    static final int CMSG_DATA = 16;

    private SocketConstants() {}

    static int align(int length) {
        return (length + 7) & -8;
    }
}
