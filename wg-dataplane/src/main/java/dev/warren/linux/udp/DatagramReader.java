package dev.warren.linux.udp;

import static dev.warren.linux.udp.SocketConstants.*;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.libc.PacketCalls;
import dev.warren.net.IpFamily;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads datagrams in batches into one slab, each in its own slot; a slot may hold a train of datagrams of one size from one
 * sender (UDP_GRO). After {@link #read}, {@link #select} makes one slot the present one. One thread's.
 */
public final class DatagramReader {
    /** The largest train that the kernel makes. */
    public static final int SLOT = 65_536;

    private static final int HEADROOM = 64;
    private static final int STRIDE = SLOT + HEADROOM;
    private static final int NAME = 32;
    private static final int CONTROL = 128;

    private final PacketCalls calls = new PacketCalls();
    private final int slots;
    private final MemorySegment slab;
    private final MemorySegment messages;
    private final MemorySegment names;
    private final MemorySegment controls;
    private final MemorySegment vectors;

    private int present;
    private IpFamily family = IpFamily.V4;
    private long localHigh;
    private long localLow;
    private int interfaceIndex;
    private int trafficClass;
    private int segmentSize;

    /** A reader of at most {@code slots} messages a call. */
    public DatagramReader(int slots) {
        this.slots = slots;
        slab = NativeMemory.allocateForever((long) slots * STRIDE);
        messages = NativeMemory.allocateForever((long) slots * MMSGHDR);
        names = NativeMemory.allocateForever((long) slots * NAME);
        controls = NativeMemory.allocateForever((long) slots * CONTROL);
        vectors = NativeMemory.allocateForever((long) slots * 16);
        for (int i = 0; i < slots; i++) {
            long header = (long) i * MMSGHDR;
            vectors.set(NativeMemory.LONG, i * 16L, slab.address() + (long) i * STRIDE + HEADROOM);
            vectors.set(NativeMemory.LONG, i * 16L + 8, SLOT);
            messages.set(NativeMemory.LONG, header + MSG_NAME, names.address() + (long) i * NAME);
            messages.set(NativeMemory.LONG, header + MSG_IOV, vectors.address() + i * 16L);
            messages.set(NativeMemory.LONG, header + MSG_IOVLEN, 1);
            messages.set(NativeMemory.LONG, header + MSG_CONTROL, controls.address() + (long) i * CONTROL);
            arm(i);
        }
    }

    /** Reads what is there; returns how many slots are filled, or minus the errno. */
    public int read(UdpSocket socket) {
        int count = calls.recvmmsg(socket.fd(), messages.address(), slots, MSG_DONTWAIT);
        family = socket.family();
        return count;
    }

    /** Makes a slot ready for the next read; call it for each slot that was filled. */
    public void release(int slot) {
        arm(slot);
    }

    private void arm(int slot) {
        long header = (long) slot * MMSGHDR;
        messages.set(NativeMemory.INT, header + MSG_NAMELEN, NAME);
        messages.set(NativeMemory.LONG, header + MSG_CONTROLLEN, CONTROL);
        controls.asSlice((long) slot * CONTROL, CONTROL).fill((byte) 0);
    }

    /** Makes a filled slot the present one and reads its control messages. */
    public void select(int slot) {
        present = slot;
        localHigh = 0;
        localLow = 0;
        interfaceIndex = 0;
        trafficClass = 0;
        segmentSize = length();
        long at = (long) slot * CONTROL;
        long end = at + Math.min(CONTROL, messages.get(NativeMemory.LONG, (long) slot * MMSGHDR + MSG_CONTROLLEN));
        while (at + CMSG_DATA <= end) {
            long length = controls.get(NativeMemory.LONG, at);
            if (length < CMSG_DATA || at + length > end) {
                break;
            }
            control(
                    at,
                    controls.get(NativeMemory.INT, at + CMSG_LEVEL),
                    controls.get(NativeMemory.INT, at + CMSG_TYPE));
            at += align((int) length);
        }
    }

    private void control(long at, int level, int type) {
        long data = at + CMSG_DATA;
        if (level == SOL_UDP && type == UDP_GRO) {
            int size = controls.get(NativeMemory.INT, data);
            segmentSize = size > 0 ? size : segmentSize;
        } else if (level == IPPROTO_IP && type == IP_PKTINFO) {
            interfaceIndex = controls.get(NativeMemory.INT, data);
            localLow = controls.get(NativeMemory.NET_INT, data + 4) & 0xffff_ffffL;
        } else if (level == IPPROTO_IPV6 && type == IPV6_PKTINFO) {
            localHigh = controls.get(NativeMemory.NET_LONG, data);
            localLow = controls.get(NativeMemory.NET_LONG, data + 8);
            interfaceIndex = controls.get(NativeMemory.INT, data + 16);
        } else if (level == IPPROTO_IP && type == IP_TOS) {
            trafficClass = controls.get(ValueLayout.JAVA_BYTE, data) & 0xff;
        } else if (level == IPPROTO_IPV6 && type == IPV6_TCLASS) {
            trafficClass = controls.get(NativeMemory.INT, data) & 0xff;
        }
    }

    /** The memory that all slots are in. */
    public MemorySegment memory() {
        return slab;
    }

    /** Where the present slot's bytes begin; at least 64 bytes before it are free. */
    public long offset() {
        return (long) present * STRIDE + HEADROOM;
    }

    /** The length of the present slot's bytes, all datagrams together. */
    public int length() {
        return messages.get(NativeMemory.INT, (long) present * MMSGHDR + MSGHDR);
    }

    /** The length of each datagram of the train but the last, which may be shorter. */
    public int segmentSize() {
        return segmentSize;
    }

    public IpFamily family() {
        return family;
    }

    /** The upper half of the sender's address; 0 for IPv4. */
    public long remoteHigh() {
        return family == IpFamily.V4 ? 0 : names.get(NativeMemory.NET_LONG, (long) present * NAME + 8);
    }

    public long remoteLow() {
        long name = (long) present * NAME;
        return family == IpFamily.V4
                ? names.get(NativeMemory.NET_INT, name + 4) & 0xffff_ffffL
                : names.get(NativeMemory.NET_LONG, name + 16);
    }

    /** The scope of a link-local sender; 0 for others. */
    public int remoteScope() {
        return family == IpFamily.V4 ? 0 : names.get(NativeMemory.INT, (long) present * NAME + 24);
    }

    public int remotePort() {
        return names.get(NativeMemory.NET_SHORT, (long) present * NAME + 2) & 0xffff;
    }

    /** The address that the datagram was sent to, its upper half; 0 for IPv4. */
    public long localHigh() {
        return localHigh;
    }

    public long localLow() {
        return localLow;
    }

    public int interfaceIndex() {
        return interfaceIndex;
    }

    /** The TOS or traffic class of the outer header, 0 to 255. */
    public int trafficClass() {
        return trafficClass;
    }
}
