package dev.warren.wg.packet;

import dev.warren.linux.libc.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The headers of a packet that could be joined with others: plain IP, then TCP with nothing but ACK and PSH set, or UDP. */
final class FlowHeader {
    private static final int ACK = 0x10;
    private static final int PSH = 0x08;
    private static final int NOT_DONT_FRAGMENT = 0xbfff;
    private static final int DONT_FRAGMENT = 0x40;

    boolean v6;
    boolean tcp;
    boolean push;
    int transport;
    int header;
    int payload;
    int sequence;

    /** The identification of IPv4, or -1 where it says nothing: for IPv6, and where DF is set (RFC 6864). */
    int identification;

    /** Reads a whole packet; false if it is not of that kind. */
    boolean read(MemorySegment memory, long at, int length) {
        v6 = IpHeader.version(memory, at) == 6;
        transport = v6 ? IpHeader.V6_BYTES : IpHeader.V4_BYTES;
        if (length < transport + 8) {
            return false;
        }
        int protocol = memory.get(ValueLayout.JAVA_BYTE, at + (v6 ? 6 : 9)) & 0xff;
        if (!v6
                && (memory.get(ValueLayout.JAVA_BYTE, at) != 0x45
                        || (memory.get(NativeMemory.NET_SHORT, at + 6) & NOT_DONT_FRAGMENT) != 0)) {
            return false;
        }
        identification = v6 || (memory.get(ValueLayout.JAVA_BYTE, at + 6) & DONT_FRAGMENT) != 0
                ? -1
                : memory.get(NativeMemory.NET_SHORT, at + 4) & 0xffff;
        tcp = protocol == IpHeader.TCP;
        return tcp ? readTcp(memory, at + transport, length) : protocol == IpHeader.UDP && readUdp(memory, at, length);
    }

    private boolean readTcp(MemorySegment memory, long segment, int length) {
        if (length < transport + 20) {
            return false;
        }
        int flags = memory.get(ValueLayout.JAVA_BYTE, segment + 13) & 0xff;
        int data = (memory.get(ValueLayout.JAVA_BYTE, segment + 12) & 0xf0) >>> 2;
        header = transport + data;
        payload = length - header;
        push = (flags & PSH) != 0;
        sequence = memory.get(NativeMemory.NET_INT, segment + 4);
        return data >= 20 && payload > 0 && (flags & ~PSH) == ACK;
    }

    private boolean readUdp(MemorySegment memory, long at, int length) {
        header = transport + 8;
        payload = length - header;
        push = false;
        sequence = 0;
        return payload > 0
                && (memory.get(NativeMemory.NET_SHORT, at + transport + 4) & 0xffff) == length - transport
                && memory.get(NativeMemory.SHORT, at + transport + 6) != 0;
    }

    /** True if all headers are alike but for what segmentation changes: lengths, checksums, identification, sequence, PSH. */
    boolean isSameFlow(MemorySegment memory, long at, FlowHeader other, long otherAt) {
        if (v6 != other.v6 || tcp != other.tcp || header != other.header) {
            return false;
        }
        boolean sameIp = v6
                ? sameInt(memory, at, otherAt, 0)
                        && sameShort(memory, at, otherAt, 6)
                        && same(memory, at + 8, otherAt + 8, 32)
                : sameShort(memory, at, otherAt, 0)
                        && sameShort(memory, at, otherAt, 6)
                        && sameShort(memory, at, otherAt, 8)
                        && same(memory, at + 12, otherAt + 12, 8);
        if (!sameIp || !sameInt(memory, at, otherAt, transport)) {
            return false;
        }
        return !tcp
                || (sameInt(memory, at, otherAt, transport + 8)
                        && memory.get(ValueLayout.JAVA_BYTE, at + transport + 12)
                                == memory.get(ValueLayout.JAVA_BYTE, otherAt + transport + 12)
                        && sameShort(memory, at, otherAt, transport + 14)
                        && sameShort(memory, at, otherAt, transport + 18)
                        && same(memory, at + transport + 20, otherAt + transport + 20, header - transport - 20));
    }

    /** True if the checksums of the transport header and of IPv4's are right. */
    boolean hasValidChecksum(MemorySegment memory, long at) {
        if (!v6 && InetChecksum.fold(InetChecksum.add(memory, at, IpHeader.V4_BYTES, 0)) != 0xffff) {
            return false;
        }
        int above = header + payload - transport;
        long sum = InetChecksum.pseudoHeader(memory, at, v6, tcp ? IpHeader.TCP : IpHeader.UDP, above);
        return InetChecksum.fold(InetChecksum.add(memory, at + transport, above, sum)) == 0xffff;
    }

    private static boolean same(MemorySegment memory, long a, long b, int length) {
        for (int i = 0; i < length; i += 4) {
            if (memory.get(NativeMemory.INT, a + i) != memory.get(NativeMemory.INT, b + i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameInt(MemorySegment memory, long a, long b, int offset) {
        return memory.get(NativeMemory.INT, a + offset) == memory.get(NativeMemory.INT, b + offset);
    }

    private static boolean sameShort(MemorySegment memory, long a, long b, int offset) {
        return memory.get(NativeMemory.SHORT, a + offset) == memory.get(NativeMemory.SHORT, b + offset);
    }
}
