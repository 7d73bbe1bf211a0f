package dev.warren.wg.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.libc.NativeMemory;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Joining and splitting against a naive splitter over byte arrays: the stream of packets stays what it was. */
@Tag("slow")
class GroIdentityTest {
    private static final int STRIDE = 2_048;
    private static final int PACKETS = 60;

    private final MemorySegment slab = NativeMemory.allocate((long) STRIDE * PACKETS);
    private final List<byte[]> written = new ArrayList<>();

    private void write(MemorySegment memory, long[] at, int[] length, int count) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            joined.writeBytes(memory.asSlice(at[i], length[i]).toArray(ValueLayout.JAVA_BYTE));
        }
        written.add(joined.toByteArray());
    }

    @Test
    void whatIsJoinedSplitsIntoTheSamePackets() {
        int joined = 0;
        for (long seed = 1; seed <= 1_500; seed++) {
            Random random = new Random(seed);
            PacketStream stream = new PacketStream(random);
            GroCoalescer coalescer = new GroCoalescer(this::write, random.nextInt(4) != 0);
            List<byte[]> sent = new ArrayList<>();
            written.clear();
            for (int i = 0; i < PACKETS; i++) {
                byte[] packet = stream.next();
                sent.add(packet);
                long at = (long) i * STRIDE + 64;
                MemorySegment.copy(packet, 0, slab, ValueLayout.JAVA_BYTE, at, packet.length);
                coalescer.packet(slab, at, packet.length);
                if (random.nextInt(30) == 0) {
                    coalescer.flush();
                }
            }
            coalescer.flush();
            List<byte[]> got = new ArrayList<>();
            for (byte[] superPacket : written) {
                got.addAll(NaiveSplitter.split(superPacket));
            }
            joined += PACKETS - written.size();
            assertEquals(sent.size(), got.size(), "seed " + seed);
            for (int i = 0; i < PACKETS; i++) {
                assertArrayEquals(
                        NaiveSplitter.normal(sent.get(i)),
                        NaiveSplitter.normal(got.get(i)),
                        "seed " + seed + " packet " + i);
            }
        }
        assertTrue(joined > 15_000, "the test would say nothing: only joined " + joined);
    }

    @Test
    void theSplitterAgreesWithTheNaiveOne() {
        GsoSplitter splitter = new GsoSplitter();
        MemorySegment input = NativeMemory.allocate(70_000);
        for (long seed = 1; seed <= 600; seed++) {
            Random random = new Random(seed);
            byte[] superPacket = PacketStream.superPacket(random);
            MemorySegment.copy(superPacket, 0, input, ValueLayout.JAVA_BYTE, 0, superPacket.length);
            assertTrue(splitter.begin(input, 0, superPacket.length), "seed " + seed);
            List<byte[]> expected = NaiveSplitter.split(superPacket);
            assertEquals(expected.size(), splitter.count(), "seed " + seed);
            for (int i = 0; i < expected.size(); i++) {
                splitter.write(i, slab, 64);
                byte[] piece = slab.asSlice(64, splitter.length(i)).toArray(ValueLayout.JAVA_BYTE);
                String label = "seed " + seed + " piece " + i;
                assertTrue(NaiveSplitter.isWhole(piece), label);
                assertArrayEquals(NaiveSplitter.normal(expected.get(i)), NaiveSplitter.normal(piece), label);
            }
        }
    }
}
