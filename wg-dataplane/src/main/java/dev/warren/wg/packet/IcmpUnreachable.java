package dev.warren.wg.packet;

import dev.warren.linux.libc.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Composes the answer to a packet that has nowhere to go: ICMP host unreachable (RFC 792, RFC 1812 section 4.3.2.3) or ICMPv6
 * address unreachable (RFC 4443 section 3.1), in the name of the address that was asked for.
 */
public final class IcmpUnreachable {
    /** The largest answer. */
    public static final int LARGEST = 1_280;

    private static final int LARGEST_V4 = 576;
    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;
    private static final int HEADER = 8;

    private IcmpUnreachable() {}

    /**
     * Writes the answer to the packet at {@code at}; returns its length, or 0 where none may be sent: to multicast, to errors,
     * to fragments but the first.
     */
    public static int write(MemorySegment packet, long at, int length, MemorySegment out, long outAt) {
        return IpHeader.version(packet, at) == 4
                ? writeV4(packet, at, length, out, outAt)
                : writeV6(packet, at, length, out, outAt);
    }

    private static int writeV4(MemorySegment packet, long at, int length, MemorySegment out, long outAt) {
        int header = (packet.get(ValueLayout.JAVA_BYTE, at) & 0xf) * 4;
        int protocol = packet.get(ValueLayout.JAVA_BYTE, at + 9);
        boolean laterFragment = (packet.get(NativeMemory.NET_SHORT, at + 6) & 0x1fff) != 0;
        int source = IpHeader.sourceV4(packet, at);
        int destination = IpHeader.destinationV4(packet, at);
        if (header < IpHeader.V4_BYTES
                || header + HEADER > length
                || laterFragment
                || source == 0
                || destination >>> 28 >= 0xe
                || source >>> 28 >= 0xe
                || (protocol == ICMP && isErrorV4(packet.get(ValueLayout.JAVA_BYTE, at + header)))) {
            return 0;
        }
        int quoted = Math.min(length, LARGEST_V4 - IpHeader.V4_BYTES - HEADER);
        int total = IpHeader.V4_BYTES + HEADER + quoted;
        out.set(NativeMemory.NET_INT, outAt, 0x45c0_0000 | total);
        out.set(NativeMemory.NET_INT, outAt + 4, 0);
        out.set(NativeMemory.NET_INT, outAt + 8, (64 << 24) | (ICMP << 16));
        out.set(NativeMemory.NET_INT, outAt + 12, destination);
        out.set(NativeMemory.NET_INT, outAt + 16, source);
        InetChecksum.writeIpv4(out, outAt, IpHeader.V4_BYTES);
        long icmp = outAt + IpHeader.V4_BYTES;
        out.set(NativeMemory.NET_LONG, icmp, 0x0301_0000_0000_0000L);
        MemorySegment.copy(packet, at, out, icmp + HEADER, quoted);
        out.set(NativeMemory.SHORT, icmp + 2, InetChecksum.finish(InetChecksum.add(out, icmp, HEADER + quoted, 0)));
        return total;
    }

    private static boolean isErrorV4(byte type) {
        return type == 3 || type == 4 || type == 5 || type == 11 || type == 12;
    }

    private static int writeV6(MemorySegment packet, long at, int length, MemorySegment out, long outAt) {
        int next = packet.get(ValueLayout.JAVA_BYTE, at + 6);
        long sourceHigh = IpHeader.sourceV6High(packet, at);
        long sourceLow = IpHeader.sourceV6Low(packet, at);
        long destinationHigh = IpHeader.destinationV6High(packet, at);
        boolean multicast = destinationHigh >>> 56 == 0xff || sourceHigh >>> 56 == 0xff;
        if (multicast
                || (sourceHigh | sourceLow) == 0
                || length < IpHeader.V6_BYTES + HEADER
                || (next == ICMPV6 && packet.get(ValueLayout.JAVA_BYTE, at + IpHeader.V6_BYTES) >= 0)) {
            return 0;
        }
        int quoted = Math.min(length, LARGEST - IpHeader.V6_BYTES - HEADER);
        int above = HEADER + quoted;
        out.set(NativeMemory.NET_INT, outAt, 0x6000_0000);
        out.set(NativeMemory.NET_INT, outAt + 4, (above << 16) | (ICMPV6 << 8) | 64);
        out.set(NativeMemory.NET_LONG, outAt + 8, destinationHigh);
        out.set(NativeMemory.NET_LONG, outAt + 16, IpHeader.destinationV6Low(packet, at));
        out.set(NativeMemory.NET_LONG, outAt + 24, sourceHigh);
        out.set(NativeMemory.NET_LONG, outAt + 32, sourceLow);
        long icmp = outAt + IpHeader.V6_BYTES;
        out.set(NativeMemory.NET_LONG, icmp, 0x0103_0000_0000_0000L);
        MemorySegment.copy(packet, at, out, icmp + HEADER, quoted);
        long sum = InetChecksum.pseudoHeader(out, outAt, true, ICMPV6, above);
        out.set(NativeMemory.SHORT, icmp + 2, InetChecksum.finish(InetChecksum.add(out, icmp, above, sum)));
        return IpHeader.V6_BYTES + above;
    }
}
