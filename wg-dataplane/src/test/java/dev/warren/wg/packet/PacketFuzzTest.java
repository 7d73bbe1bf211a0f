package dev.warren.wg.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.tun.VirtioNetHeader;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Super-packets as a program on this machine can make them (through the kernel), and packets as a peer can send them. */
class PacketFuzzTest {
    private static final int STRIDE = 4_096;
    private static final int MOST = 64;
    private static final int GUARD = 64;
    private static final MemorySegment INPUT = NativeMemory.allocate(70_000);
    private static final MemorySegment SLAB = NativeMemory.allocate((long) MOST * STRIDE);
    private static final MemorySegment PIECE = NativeMemory.allocate(GUARD + 65_600 + GUARD);

    static Stream<byte[]> superPackets() {
        return LongStream.range(0, 24).mapToObj(seed -> PacketStream.superPacket(new Random(seed)));
    }

    static Stream<byte[]> trains() {
        return LongStream.range(0, 24).mapToObj(seed -> {
            PacketStream stream = new PacketStream(new Random(seed));
            ByteArrayOutputStream train = new ByteArrayOutputStream();
            for (int i = 0; i < 6; i++) {
                byte[] packet = stream.next();
                train.write(packet.length >> 8);
                train.write(packet.length);
                train.write((int) seed);
                train.writeBytes(packet);
            }
            return train.toByteArray();
        });
    }

    /** A virtio_net_hdr with its packet: pieces have the length that was told, touch nothing else, and carry all of the payload. */
    @MethodSource("superPackets")
    @FuzzTest
    void aSuperPacketIsRefusedOrSplitWithinItsBounds(byte[] bytes) {
        int length = Math.min(bytes.length, 65_545);
        if (length < VirtioNetHeader.BYTES) {
            return;
        }
        MemorySegment.copy(bytes, 0, INPUT, ValueLayout.JAVA_BYTE, 0, length);
        GsoSplitter splitter = new GsoSplitter();
        if (!splitter.begin(INPUT, 0, length)) {
            return;
        }
        int total = length - VirtioNetHeader.BYTES;
        byte[] input = INPUT.asSlice(VirtioNetHeader.BYTES, total).toArray(ValueLayout.JAVA_BYTE);
        int headers = splitter.count() == 1 ? 0 : total - payload(splitter, total);
        int taken = headers;
        for (int i = 0; i < Math.min(splitter.count(), 2_000); i++) {
            int size = splitter.length(i);
            assertTrue(size > headers && size <= total, "piece " + i + " of " + size + " bytes");
            PIECE.fill((byte) 0x5a);
            splitter.write(i, PIECE, GUARD);
            assertEquals(-1, PIECE.asSlice(0, GUARD).mismatch(guard()), "before the piece");
            assertEquals(-1, PIECE.asSlice(GUARD + size, GUARD).mismatch(guard()), "after the piece");
            if (splitter.count() > 1) {
                byte[] piece = PIECE.asSlice(GUARD, size).toArray(ValueLayout.JAVA_BYTE);
                assertArrayEquals(
                        Arrays.copyOfRange(input, taken, taken + size - headers),
                        Arrays.copyOfRange(piece, headers, size),
                        "payload of piece " + i);
                assertEquals(size, IpHeader.packetLength(MemorySegment.ofArray(piece), 0, size));
                taken += size - headers;
            }
        }
    }

    /** What all pieces carry, if each begins with the same headers. */
    private static int payload(GsoSplitter splitter, int total) {
        int all = 0;
        for (int i = 0; i < splitter.count(); i++) {
            all += splitter.length(i);
        }
        int headers = (all - total) / (splitter.count() - 1);
        return total - headers;
    }

    private static MemorySegment guard() {
        return MemorySegment.ofArray("Z".repeat(GUARD).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    /** Packets, each after two bytes of length and one of the outer traffic class: what is joined splits into the same again. */
    @MethodSource("trains")
    @FuzzTest
    void packetsOfAPeerComeOutAsTheyCameIn(byte[] bytes) {
        List<byte[]> written = new ArrayList<>();
        GroCoalescer coalescer =
                new GroCoalescer((memory, at, lengths, count) -> written.add(join(memory, at, lengths, count)), true);
        List<byte[]> sent = new ArrayList<>();
        for (int at = 0; at + 3 <= bytes.length && sent.size() < MOST; ) {
            int wanted = ((bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff)) % (STRIDE - 200);
            int length = Math.min(wanted, bytes.length - at - 3);
            long slot = (long) sent.size() * STRIDE + 64;
            MemorySegment.copy(bytes, at + 3, SLAB, ValueLayout.JAVA_BYTE, slot, length);
            int packet = IpHeader.packetLength(SLAB, slot, length);
            assertTrue(packet <= length);
            if (packet >= 0 && Ecn.decapsulate(SLAB, slot, bytes[at + 2])) {
                assertEquals(packet, IpHeader.packetLength(SLAB, slot, packet));
                assertTrue(IcmpUnreachable.write(SLAB, slot, packet, PIECE, GUARD) <= IcmpUnreachable.LARGEST);
                sent.add(SLAB.asSlice(slot, packet).toArray(ValueLayout.JAVA_BYTE));
                coalescer.packet(SLAB, slot, packet);
            }
            at += 3 + length;
        }
        coalescer.flush();
        List<byte[]> got = new ArrayList<>();
        written.forEach(w -> got.addAll(NaiveSplitter.split(w)));
        assertEquals(sent.size(), got.size());
        for (int i = 0; i < sent.size(); i++) {
            assertArrayEquals(normal(sent.get(i)), normal(got.get(i)), "packet " + i);
        }
    }

    private static byte[] normal(byte[] packet) {
        return packet.length >= 40 || (packet[0] & 0xf0) == 0x40 ? NaiveSplitter.normal(packet) : packet;
    }

    private static byte[] join(MemorySegment memory, long[] at, int[] lengths, int count) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            joined.writeBytes(memory.asSlice(at[i], lengths[i]).toArray(ValueLayout.JAVA_BYTE));
        }
        return joined.toByteArray();
    }
}
