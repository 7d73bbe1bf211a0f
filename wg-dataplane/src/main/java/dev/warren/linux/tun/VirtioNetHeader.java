package dev.warren.linux.tun;

import dev.warren.linux.libc.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The {@code struct virtio_net_hdr} (linux/virtio_net.h) before each packet of a TUN interface, in the machine's byte order.
 *
 * <pre>
 *  0       1          2         4          6            8             10
 *  | flags | gso_type | hdr_len | gso_size | csum_start | csum_offset |
 * </pre>
 */
public final class VirtioNetHeader {
    /** Its length in bytes. */
    public static final int BYTES = 10;

    /** flags: the checksum at csum_start + csum_offset holds the pseudo header's sum only. */
    public static final int NEEDS_CSUM = 1;

    public static final int GSO_NONE = 0;
    public static final int GSO_TCPV4 = 1;
    public static final int GSO_TCPV6 = 4;
    public static final int GSO_UDP_L4 = 5;
    public static final int GSO_ECN = 0x80;

    private VirtioNetHeader() {}

    public static int flags(MemorySegment memory, long at) {
        return memory.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    /** The type without its ECN bit. */
    public static int gsoType(MemorySegment memory, long at) {
        return memory.get(ValueLayout.JAVA_BYTE, at + 1) & 0x7f;
    }

    public static int gsoSize(MemorySegment memory, long at) {
        return memory.get(NativeMemory.SHORT, at + 4) & 0xffff;
    }

    public static int checksumStart(MemorySegment memory, long at) {
        return memory.get(NativeMemory.SHORT, at + 6) & 0xffff;
    }

    public static int checksumOffset(MemorySegment memory, long at) {
        return memory.get(NativeMemory.SHORT, at + 8) & 0xffff;
    }

    /** Writes the header of a packet that is complete as it is. */
    public static void writePlain(MemorySegment memory, long at) {
        memory.set(NativeMemory.LONG, at, 0);
        memory.set(NativeMemory.SHORT, at + 8, (short) 0);
    }

    /** Writes the header of a super-packet that the kernel is to split. */
    public static void writeSegmented(
            MemorySegment memory,
            long at,
            int type,
            int headerLength,
            int size,
            int checksumStart,
            int checksumOffset) {
        memory.set(ValueLayout.JAVA_BYTE, at, (byte) NEEDS_CSUM);
        memory.set(ValueLayout.JAVA_BYTE, at + 1, (byte) type);
        memory.set(NativeMemory.SHORT, at + 2, (short) headerLength);
        memory.set(NativeMemory.SHORT, at + 4, (short) size);
        memory.set(NativeMemory.SHORT, at + 6, (short) checksumStart);
        memory.set(NativeMemory.SHORT, at + 8, (short) checksumOffset);
    }
}
