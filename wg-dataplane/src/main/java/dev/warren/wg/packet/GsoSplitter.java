package dev.warren.wg.packet;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.tun.VirtioNetHeader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Cuts a super-packet of the TUN interface (TCP or UDP, either family) into packets as a network card with segmentation offload
 * would, and completes checksums. A plain packet is a super-packet of one. One thread's.
 */
public final class GsoSplitter {
    private static final int FIN_PSH = 0x09;
    private static final int CWR = 0x80;

    private MemorySegment input = MemorySegment.NULL;
    private long ip;
    private int total;
    private int transport;
    private int header;
    private int size;
    private int count;
    private boolean v6;
    private boolean tcp;

    /**
     * Takes a virtio_net_hdr at {@code at} with its packet, {@code length} bytes together. Returns false if they contradict each
     * other; then nothing else may be called.
     */
    public boolean begin(MemorySegment memory, long at, int length) {
        input = memory;
        ip = at + VirtioNetHeader.BYTES;
        total = length - VirtioNetHeader.BYTES;
        if (IpHeader.packetLength(memory, ip, total) < 0) {
            return false;
        }
        v6 = IpHeader.version(memory, ip) == 6;
        int type = VirtioNetHeader.gsoType(memory, at);
        if (type == VirtioNetHeader.GSO_NONE) {
            header = 0;
            size = total;
            count = 1;
            return (VirtioNetHeader.flags(memory, at) & VirtioNetHeader.NEEDS_CSUM) == 0 || completeChecksum(at);
        }
        tcp = type == VirtioNetHeader.GSO_TCPV4 || type == VirtioNetHeader.GSO_TCPV6;
        transport = VirtioNetHeader.checksumStart(memory, at);
        size = VirtioNetHeader.gsoSize(memory, at);
        if (!tcp && type != VirtioNetHeader.GSO_UDP_L4) {
            return false;
        }
        int minimum = (v6 ? IpHeader.V6_BYTES : IpHeader.V4_BYTES);
        if (size == 0 || transport < minimum || transport + 20 > total + (tcp ? 0 : 12)) {
            return false;
        }
        header = transport + (tcp ? ((memory.get(ValueLayout.JAVA_BYTE, ip + transport + 12) & 0xf0) >>> 2) : 8);
        if (header > total || header < transport + (tcp ? 20 : 8)) {
            return false;
        }
        count = Math.max(1, (total - header + size - 1) / size);
        return true;
    }

    private boolean completeChecksum(long at) {
        int start = VirtioNetHeader.checksumStart(input, at);
        int field = start + VirtioNetHeader.checksumOffset(input, at);
        if (field + 2 > total) {
            return false;
        }
        short checksum = InetChecksum.finish(InetChecksum.add(input, ip + start, total - start, 0));
        input.set(NativeMemory.SHORT, ip + field, checksum == 0 ? (short) 0xffff : checksum);
        return true;
    }

    /** Where the packet begins in the memory given. */
    public long packet() {
        return ip;
    }

    /** How many packets it becomes. */
    public int count() {
        return count;
    }

    /** The length of the packet of this index. */
    public int length(int index) {
        return count == 1 ? total : header + Math.min(size, total - header - index * size);
    }

    /** Writes the packet of this index. */
    public void write(int index, MemorySegment output, long at) {
        int length = length(index);
        if (header == 0) {
            MemorySegment.copy(input, ip, output, at, length);
            return;
        }
        int payload = length - header;
        MemorySegment.copy(input, ip, output, at, header);
        MemorySegment.copy(input, ip + header + (long) index * size, output, at + header, payload);
        if (v6) {
            output.set(NativeMemory.NET_SHORT, at + 4, (short) (length - IpHeader.V6_BYTES));
        } else {
            output.set(NativeMemory.NET_SHORT, at + 2, (short) length);
            int id = output.get(NativeMemory.NET_SHORT, at + 4) + index;
            output.set(NativeMemory.NET_SHORT, at + 4, (short) id);
            InetChecksum.writeIpv4(output, at, (output.get(ValueLayout.JAVA_BYTE, at) & 0xf) * 4);
        }
        if (tcp) {
            writeTcp(index, output, at, length);
        } else {
            output.set(NativeMemory.NET_SHORT, at + transport + 4, (short) (length - transport));
            checksum(output, at, length, transport + 6, IpHeader.UDP);
        }
    }

    private void writeTcp(int index, MemorySegment output, long at, int length) {
        long segment = at + transport;
        int sequence = output.get(NativeMemory.NET_INT, segment + 4) + index * size;
        output.set(NativeMemory.NET_INT, segment + 4, sequence);
        int flags = output.get(ValueLayout.JAVA_BYTE, segment + 13);
        if (index < count - 1) {
            flags &= ~FIN_PSH;
        }
        if (index > 0) {
            flags &= ~CWR;
        }
        output.set(ValueLayout.JAVA_BYTE, segment + 13, (byte) flags);
        checksum(output, at, length, transport + 16, IpHeader.TCP);
    }

    private void checksum(MemorySegment output, long at, int length, int field, int protocol) {
        output.set(NativeMemory.SHORT, at + field, (short) 0);
        int above = length - transport;
        long sum = InetChecksum.pseudoHeader(output, at, v6, protocol, above);
        short checksum = InetChecksum.finish(InetChecksum.add(output, at + transport, above, sum));
        output.set(NativeMemory.SHORT, at + field, checksum == 0 ? (short) 0xffff : checksum);
    }
}
