package dev.warren.wg.packet;

import dev.warren.linux.libc.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** The fields of IPv4 (RFC 791) and IPv6 (RFC 8200) headers that forwarding needs. Check the length with {@link #packetLength} first. */
public final class IpHeader {
    public static final int V4_BYTES = 20;
    public static final int V6_BYTES = 40;
    public static final int TCP = 6;
    public static final int UDP = 17;

    private IpHeader() {}

    /** The length that the packet says it has, or -1 if the {@code available} bytes are no whole packet of either family. */
    public static int packetLength(MemorySegment memory, long at, int available) {
        if (available < V4_BYTES) {
            return -1;
        }
        int version = version(memory, at);
        int length = -1;
        if (version == 4) {
            length = memory.get(NativeMemory.NET_SHORT, at + 2) & 0xffff;
            length = length < V4_BYTES ? -1 : length;
        } else if (version == 6 && available >= V6_BYTES) {
            length = V6_BYTES + (memory.get(NativeMemory.NET_SHORT, at + 4) & 0xffff);
        }
        return length > available ? -1 : length;
    }

    /** The version's four bits. */
    public static int version(MemorySegment memory, long at) {
        return (memory.get(ValueLayout.JAVA_BYTE, at) & 0xf0) >>> 4;
    }

    public static int sourceV4(MemorySegment memory, long at) {
        return memory.get(NativeMemory.NET_INT, at + 12);
    }

    public static int destinationV4(MemorySegment memory, long at) {
        return memory.get(NativeMemory.NET_INT, at + 16);
    }

    public static long sourceV6High(MemorySegment memory, long at) {
        return memory.get(NativeMemory.NET_LONG, at + 8);
    }

    public static long sourceV6Low(MemorySegment memory, long at) {
        return memory.get(NativeMemory.NET_LONG, at + 16);
    }

    public static long destinationV6High(MemorySegment memory, long at) {
        return memory.get(NativeMemory.NET_LONG, at + 24);
    }

    public static long destinationV6Low(MemorySegment memory, long at) {
        return memory.get(NativeMemory.NET_LONG, at + 32);
    }

    /** The TOS of IPv4 or the traffic class of IPv6. */
    public static int trafficClass(MemorySegment memory, long at) {
        return version(memory, at) == 4
                ? memory.get(ValueLayout.JAVA_BYTE, at + 1) & 0xff
                : (memory.get(NativeMemory.NET_SHORT, at) >>> 4) & 0xff;
    }

    /** Sets the TOS or traffic class, and corrects the header checksum of IPv4. */
    public static void setTrafficClass(MemorySegment memory, long at, int value) {
        if (version(memory, at) == 4) {
            memory.set(ValueLayout.JAVA_BYTE, at + 1, (byte) value);
            InetChecksum.writeIpv4(memory, at, (memory.get(ValueLayout.JAVA_BYTE, at) & 0xf) * 4);
        } else {
            int first = memory.get(NativeMemory.NET_SHORT, at) & 0xf00f;
            memory.set(NativeMemory.NET_SHORT, at, (short) (first | (value << 4)));
        }
    }
}
