package dev.warren.linux.udp;

import static dev.warren.linux.udp.SocketConstants.*;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.libc.PacketCalls;
import dev.warren.net.IpFamily;
import java.lang.foreign.MemorySegment;

/**
 * Sends one datagram, or many of one size in one call: a train that the kernel cuts (UDP_SEGMENT), or each for itself (sendmmsg). Set the
 * parts, then send. One thread's.
 */
public final class DatagramWriter {
    private static final int CONTROL = 128;
    private static final int VECTOR = 16;
    /** The most datagrams of one call. */
    private static final int MOST = 64;

    private final PacketCalls calls = new PacketCalls();
    private final MemorySegment messages = NativeMemory.allocateForever((long) MOST * MMSGHDR);
    private final MemorySegment name = NativeMemory.allocateForever(32);
    private final MemorySegment control = NativeMemory.allocateForever(CONTROL);
    private final MemorySegment vectors = NativeMemory.allocateForever((long) MOST * VECTOR);
    private int nameLength;
    private int controlLength;
    private IpFamily family = IpFamily.V4;

    public DatagramWriter() {
        for (int i = 0; i < MOST; i++) {
            long message = (long) i * MMSGHDR;
            messages.set(NativeMemory.LONG, message + MSG_NAME, name.address());
            messages.set(NativeMemory.LONG, message + MSG_IOV, vectors.address() + (long) i * VECTOR);
            messages.set(NativeMemory.LONG, message + MSG_IOVLEN, 1);
        }
    }

    /** Begins a datagram to an address. */
    public DatagramWriter to(IpFamily toFamily, long high, long low, int scope, int port) {
        family = toFamily;
        controlLength = 0;
        name.set(NativeMemory.NET_SHORT, 2, (short) port);
        if (toFamily == IpFamily.V4) {
            name.set(NativeMemory.SHORT, 0, (short) AF_INET);
            name.set(NativeMemory.NET_INT, 4, (int) low);
            nameLength = SOCKADDR_IN;
        } else {
            name.set(NativeMemory.SHORT, 0, (short) AF_INET6);
            name.set(NativeMemory.INT, 4, 0);
            name.set(NativeMemory.NET_LONG, 8, high);
            name.set(NativeMemory.NET_LONG, 16, low);
            name.set(NativeMemory.INT, 24, scope);
            nameLength = SOCKADDR_IN6;
        }
        return this;
    }

    /** Sends it from this address of ours. */
    public DatagramWriter from(long high, long low) {
        if (family == IpFamily.V4) {
            long data = control(IPPROTO_IP, IP_PKTINFO, 12);
            control.set(NativeMemory.INT, data, 0);
            control.set(NativeMemory.NET_INT, data + 4, (int) low);
            control.set(NativeMemory.INT, data + 8, 0);
        } else {
            long data = control(IPPROTO_IPV6, IPV6_PKTINFO, 20);
            control.set(NativeMemory.NET_LONG, data, high);
            control.set(NativeMemory.NET_LONG, data + 8, low);
            control.set(NativeMemory.INT, data + 16, 0);
        }
        return this;
    }

    /** Sends it with this TOS or traffic class. */
    public DatagramWriter trafficClass(int value) {
        boolean v4 = family == IpFamily.V4;
        control.set(NativeMemory.INT, control(v4 ? IPPROTO_IP : IPPROTO_IPV6, v4 ? IP_TOS : IPV6_TCLASS, 4), value);
        return this;
    }

    /** Has the kernel cut it into datagrams of this size, the last one shorter. */
    public DatagramWriter segmentSize(int size) {
        control.set(NativeMemory.SHORT, control(SOL_UDP, UDP_SEGMENT, 2), (short) size);
        return this;
    }

    private long control(int level, int type, int length) {
        long at = controlLength;
        control.set(NativeMemory.LONG, at, CMSG_DATA + length);
        control.set(NativeMemory.INT, at + CMSG_LEVEL, level);
        control.set(NativeMemory.INT, at + CMSG_TYPE, type);
        controlLength += align(CMSG_DATA + length);
        return at + CMSG_DATA;
    }

    /** Sends; returns 0, or the errno. */
    public int send(UdpSocket socket, MemorySegment memory, long at, int length) {
        prepare(0, memory, at, length);
        long sent = calls.sendmsg(socket.fd(), messages.address(), 0);
        return sent < 0 ? (int) -sent : 0;
    }

    /**
     * Sends datagrams of this size, the last one shorter, each for itself. Returns how many were sent, 64 at most and less if one is
     * refused; if that is the first, minus the errno.
     */
    public int sendEach(UdpSocket socket, MemorySegment memory, long at, int length, int size) {
        int count = 0;
        for (int offset = 0; offset < length && count < MOST; offset += size) {
            prepare(count++, memory, at + offset, Math.min(size, length - offset));
        }
        return calls.sendmmsg(socket.fd(), messages.address(), count, 0);
    }

    private void prepare(int index, MemorySegment memory, long at, int length) {
        long message = (long) index * MMSGHDR;
        messages.set(NativeMemory.INT, message + MSG_NAMELEN, nameLength);
        messages.set(NativeMemory.LONG, message + MSG_CONTROL, controlLength == 0 ? 0 : control.address());
        messages.set(NativeMemory.LONG, message + MSG_CONTROLLEN, controlLength);
        long vector = (long) index * VECTOR;
        vectors.set(NativeMemory.LONG, vector, memory.asSlice(at, length).address());
        vectors.set(NativeMemory.LONG, vector + 8, length);
    }
}
