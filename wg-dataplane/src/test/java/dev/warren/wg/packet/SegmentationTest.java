package dev.warren.wg.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.tun.VirtioNetHeader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Super-packets are split, the pieces joined again: what comes out is what went in. */
class SegmentationTest {
    private static final int STRIDE = 2_048;

    private final MemorySegment slab = NativeMemory.allocate(80_000);
    private final MemorySegment pieces = NativeMemory.allocate(64 * 1_024 * 4);
    private final GsoSplitter splitter = new GsoSplitter();
    private final List<byte[]> written = new ArrayList<>();
    private final GroCoalescer coalescer = new GroCoalescer(this::write, true);

    private void write(MemorySegment memory, long[] at, int[] length, int count) {
        ByteBuffer joined = ByteBuffer.allocate(70_000);
        for (int i = 0; i < count; i++) {
            joined.put(memory.asSlice(at[i], length[i]).toArray(ValueLayout.JAVA_BYTE));
        }
        joined.flip();
        byte[] bytes = new byte[joined.remaining()];
        joined.get(bytes);
        written.add(bytes);
    }

    /** A super-packet in the slab, as the kernel makes them: the checksum field holds the pseudo header's sum. */
    private int superPacket(Random random, boolean v6, boolean tcp, int options, int size, int payload) {
        int transport = v6 ? 40 : 20;
        int header = transport + (tcp ? 20 + options : 8);
        int total = header + payload;
        long ip = VirtioNetHeader.BYTES;
        byte[] bytes = new byte[total];
        random.nextBytes(bytes);
        MemorySegment.copy(bytes, 0, slab, ValueLayout.JAVA_BYTE, ip, total);
        if (v6) {
            slab.set(NativeMemory.NET_INT, ip, 0x6000_0000);
            slab.set(NativeMemory.NET_SHORT, ip + 4, (short) (total - 40));
            slab.set(ValueLayout.JAVA_BYTE, ip + 6, (byte) (tcp ? 6 : 17));
        } else {
            slab.set(NativeMemory.NET_SHORT, ip, (short) 0x4500);
            slab.set(NativeMemory.NET_SHORT, ip + 2, (short) total);
            slab.set(NativeMemory.NET_SHORT, ip + 6, (short) 0x4000);
            slab.set(ValueLayout.JAVA_BYTE, ip + 9, (byte) (tcp ? 6 : 17));
            InetChecksum.writeIpv4(slab, ip, 20);
        }
        if (tcp) {
            slab.set(ValueLayout.JAVA_BYTE, ip + transport + 12, (byte) ((20 + options) << 2));
            slab.set(ValueLayout.JAVA_BYTE, ip + transport + 13, (byte) 0x18);
        } else {
            slab.set(NativeMemory.NET_SHORT, ip + transport + 4, (short) (8 + payload));
        }
        int field = tcp ? 16 : 6;
        long sum = InetChecksum.pseudoHeader(slab, ip, v6, tcp ? 6 : 17, total - transport);
        slab.set(NativeMemory.SHORT, ip + transport + field, (short) InetChecksum.fold(sum));
        int type = tcp ? (v6 ? VirtioNetHeader.GSO_TCPV6 : VirtioNetHeader.GSO_TCPV4) : VirtioNetHeader.GSO_UDP_L4;
        VirtioNetHeader.writeSegmented(slab, 0, type, header, size, transport, field);
        return total + VirtioNetHeader.BYTES;
    }

    private void split() {
        for (int i = 0; i < splitter.count(); i++) {
            splitter.write(i, pieces, (long) i * STRIDE + 64);
        }
    }

    @Test
    void splittingAndJoiningGivesTheSamePacketBack() {
        for (long seed = 1; seed <= 400; seed++) {
            Random random = new Random(seed);
            boolean tcp = random.nextBoolean();
            int size = 100 + random.nextInt(1_300);
            int payload = size + 1 + random.nextInt(size * 40);
            int length = superPacket(
                    random, random.nextBoolean(), tcp, 4 * random.nextInt(4), size, Math.min(payload, 60_000));
            byte[] before = slab.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
            String label = "seed " + seed;
            assertTrue(splitter.begin(slab, 0, length), label);
            split();
            written.clear();
            FlowHeader header = new FlowHeader();
            for (int i = 0; i < splitter.count(); i++) {
                long at = (long) i * STRIDE + 64;
                assertTrue(header.read(pieces, at, splitter.length(i)), label);
                assertTrue(header.hasValidChecksum(pieces, at), label + " piece " + i);
                coalescer.packet(pieces, at, splitter.length(i));
            }
            coalescer.flush();
            assertEquals(1, written.size(), label);
            assertArrayEquals(before, written.getFirst(), label);
        }
    }

    @Test
    void aWrongChecksumOrAGapIsNeverJoined() {
        Random random = new Random(3);
        int length = superPacket(random, true, true, 0, 1_000, 3_000);
        splitter.begin(slab, 0, length);
        split();
        long second = STRIDE + 64;
        pieces.set(ValueLayout.JAVA_BYTE, second + 500, (byte) ~pieces.get(ValueLayout.JAVA_BYTE, second + 500));
        for (int i = 0; i < 3; i++) {
            coalescer.packet(pieces, (long) i * STRIDE + 64, 1_060);
        }
        coalescer.flush();
        assertEquals(3, written.size());
        written.clear();
        split();
        coalescer.packet(pieces, 64, 1_060);
        coalescer.packet(pieces, 2L * STRIDE + 64, 1_060);
        coalescer.flush();
        assertEquals(2, written.size());
        assertEquals(0, written.getFirst()[1], "plain packets keep a plain header");
    }

    @Test
    void headersThatContradictThemselvesAreRefused() {
        Random random = new Random(11);
        for (int i = 0; i < 200_000; i++) {
            int length = superPacket(random, random.nextBoolean(), random.nextBoolean(), 0, 500, 1_200);
            for (int j = 0; j < 1 + random.nextInt(4); j++) {
                slab.set(ValueLayout.JAVA_BYTE, random.nextInt(64), (byte) random.nextInt());
            }
            int cut = random.nextInt(length + 1);
            if (splitter.begin(slab, 0, Math.max(cut, VirtioNetHeader.BYTES)) && splitter.count() < 60) {
                for (int s = 0; s < splitter.count(); s++) {
                    assertTrue(splitter.length(s) > 0);
                    splitter.write(s, pieces, 64);
                }
            }
        }
    }

    @Test
    void theChecksumAgreesWithTheSumOfItsWords() {
        Random random = new Random(5);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length + 1];
            random.nextBytes(bytes);
            bytes[length] = 0;
            MemorySegment.copy(bytes, 0, slab, ValueLayout.JAVA_BYTE, 3, length);
            long expected = 0;
            for (int i = 0; i < length; i += 2) {
                expected += ((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff);
            }
            while (expected >>> 16 != 0) {
                expected = (expected & 0xffff) + (expected >>> 16);
            }
            int swapped = Short.toUnsignedInt(
                    Short.reverseBytes((short) InetChecksum.fold(InetChecksum.add(slab, 3, length, 0))));
            assertEquals(expected, swapped, "length " + length);
        }
    }

    @Test
    void ecnFollowsRfc6040() {
        int[][] innerOuterResult = {
            {0, 0, 0}, {0, 1, 0}, {0, 2, 0}, {0, 3, -1}, {1, 0, 1}, {1, 1, 1}, {1, 2, 1}, {1, 3, 3},
            {2, 0, 2}, {2, 1, 1}, {2, 2, 2}, {2, 3, 3}, {3, 0, 3}, {3, 1, 3}, {3, 2, 3}, {3, 3, 3},
        };
        for (int first : new int[] {0x45b8_0000, 0x6b80_0000}) {
            for (int[] row : innerOuterResult) {
                slab.set(NativeMemory.NET_INT, 0, first);
                IpHeader.setTrafficClass(slab, 0, 0xb8 | row[0]);
                boolean kept = Ecn.decapsulate(slab, 0, 0x40 | row[1]);
                assertEquals(row[2] >= 0, kept);
                assertEquals(row[2] >= 0 ? 0xb8 | row[2] : 0xb8, IpHeader.trafficClass(slab, 0));
            }
        }
        assertFalse(Ecn.encapsulate(0xb9) != 1);
    }
}
