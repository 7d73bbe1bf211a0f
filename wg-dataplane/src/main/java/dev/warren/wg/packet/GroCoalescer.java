package dev.warren.wg.packet;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.tun.VirtioNetHeader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Joins packets that follow each other in one TCP or UDP flow into a super-packet, without copying: its pieces are where the
 * packets were. Only what a network card's segmentation would turn back into the same packets is joined, and only if every checksum is
 * right. One run at a time: trains arrive in order. One thread's.
 */
public final class GroCoalescer {
    /** Takes what is to be written to the interface. */
    public interface Output {
        /** Pieces of memory, one after the other one packet; the first begins with its virtio_net_hdr. */
        void write(MemorySegment memory, long[] at, int[] length, int count);
    }

    private static final int MOST = 128;
    private static final int LARGEST = 65_535;
    private static final int PSH = 0x08;

    private final Output output;
    private final boolean joinUdp;
    private final FlowHeader first = new FlowHeader();
    private final FlowHeader next = new FlowHeader();
    private final long[] at = new long[MOST];
    private final int[] lengths = new int[MOST];

    private MemorySegment memory = MemorySegment.NULL;
    private int count;
    private int total;
    private int sequence;
    private boolean open;
    private boolean push;
    private boolean verified;

    /** @param joinUdp whether the interface takes UDP super-packets */
    public GroCoalescer(Output output, boolean joinUdp) {
        this.output = output;
        this.joinUdp = joinUdp;
    }

    /** Takes a packet, before which 10 bytes are free. All packets until the next flush are in the same memory. */
    public void packet(MemorySegment in, long packet, int length) {
        if (count > 0) {
            if (open && next.read(in, packet, length) && joins(in, packet)) {
                append(packet, length);
                return;
            }
            flush();
        }
        memory = in;
        at[0] = packet;
        lengths[0] = length;
        count = 1;
        total = length;
        verified = false;
        open = first.read(in, packet, length) && (first.tcp || joinUdp);
        push = open && first.push;
        open &= !push;
        sequence = first.sequence + first.payload;
    }

    private boolean joins(MemorySegment in, long packet) {
        if (count == MOST
                || next.payload > first.payload
                || total + next.payload > LARGEST
                || (first.tcp && next.sequence != sequence)
                || !continuesIdentification()
                || !next.isSameFlow(in, packet, first, at[0])) {
            return false;
        }
        verified = verified || first.hasValidChecksum(in, at[0]);
        return verified && next.hasValidChecksum(in, packet);
    }

    private boolean continuesIdentification() {
        int expected = first.identification < 0 ? -1 : (first.identification + count) & 0xffff;
        return next.identification == expected;
    }

    private void append(long packet, int length) {
        at[count] = packet + next.header;
        lengths[count] = length - next.header;
        count++;
        total += next.payload;
        sequence += next.payload;
        push = next.push;
        open = next.payload == first.payload && !push;
    }

    /** Writes what was joined. */
    public void flush() {
        if (count == 0) {
            return;
        }
        long header = at[0] - VirtioNetHeader.BYTES;
        if (count == 1) {
            VirtioNetHeader.writePlain(memory, header);
        } else {
            writeHeaders(header);
        }
        at[0] = header;
        lengths[0] += VirtioNetHeader.BYTES;
        int pieces = count;
        count = 0;
        output.write(memory, at, lengths, pieces);
    }

    private void writeHeaders(long header) {
        long ip = at[0];
        int transport = first.transport;
        int above = total - transport;
        if (first.v6) {
            memory.set(NativeMemory.NET_SHORT, ip + 4, (short) (total - IpHeader.V6_BYTES));
        } else {
            memory.set(NativeMemory.NET_SHORT, ip + 2, (short) total);
            InetChecksum.writeIpv4(memory, ip, IpHeader.V4_BYTES);
        }
        int field = first.tcp ? 16 : 6;
        if (first.tcp && push) {
            byte flags = memory.get(ValueLayout.JAVA_BYTE, ip + transport + 13);
            memory.set(ValueLayout.JAVA_BYTE, ip + transport + 13, (byte) (flags | PSH));
        } else if (!first.tcp) {
            memory.set(NativeMemory.NET_SHORT, ip + transport + 4, (short) above);
        }
        long sum = InetChecksum.pseudoHeader(memory, ip, first.v6, first.tcp ? IpHeader.TCP : IpHeader.UDP, above);
        memory.set(NativeMemory.SHORT, ip + transport + field, (short) InetChecksum.fold(sum));
        int type = !first.tcp
                ? VirtioNetHeader.GSO_UDP_L4
                : first.v6 ? VirtioNetHeader.GSO_TCPV6 : VirtioNetHeader.GSO_TCPV4;
        VirtioNetHeader.writeSegmented(memory, header, type, first.header, first.payload, transport, field);
    }
}
