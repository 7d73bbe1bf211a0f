package dev.warren.wg.crypto;

import static jdk.incubator.vector.VectorOperators.ROL;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.warren.linux.libc.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The key stream of ChaCha20 (RFC 8439 section 2.3), sixteen blocks at once: a vector holds one word of the state, a lane of it belongs
 * to one block, whichever message that is of. One thread's.
 *
 * <p>The bodies are long and plain for the compiler: only what it inlines entirely stays in registers.
 */
final class ChaCha20Lanes {
    /** The length of a block in bytes. */
    static final int BLOCK = 64;

    private static final VectorSpecies<Integer> S = IntVector.SPECIES_512;
    private static final int LANES = 16;
    private static final int ROW = 64;
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

    private final int[] counts = new int[3 * LANES];
    private final MemorySegment words = NativeMemory.allocateForever(16L * ROW);

    /**
     * Writes blocks 0 to {@code blocks - 1} of each message, one message after the other.
     *
     * @param counters the messages' nonces
     * @param out room for all of it, rounded up to 16 blocks
     */
    void fill(Secret key, long[] counters, int messages, int blocks, MemorySegment out) {
        MemorySegment k = key.memory();
        long k0 = k.get(NativeMemory.LONG, 0);
        long k2 = k.get(NativeMemory.LONG, 8);
        long k4 = k.get(NativeMemory.LONG, 16);
        long k6 = k.get(NativeMemory.LONG, 24);
        int message = 0;
        int block = 0;
        for (int done = 0; done < messages * blocks; done += LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                long counter = counters[Math.min(message, messages - 1)];
                counts[lane] = block;
                counts[LANES + lane] = (int) counter;
                counts[2 * LANES + lane] = (int) (counter >>> 32);
                if (++block == blocks) {
                    block = 0;
                    message++;
                }
            }
            rounds(k0, k2, k4, k6, counts, words);
            Transposition.ofWords(words, out, (long) BLOCK * done);
        }
    }

    private static void rounds(long k0, long k2, long k4, long k6, int[] counts, MemorySegment words) {
        IntVector a0 = IntVector.broadcast(S, 0x61707865);
        IntVector a1 = IntVector.broadcast(S, 0x3320646e);
        IntVector a2 = IntVector.broadcast(S, 0x79622d32);
        IntVector a3 = IntVector.broadcast(S, 0x6b206574);
        IntVector b0 = IntVector.broadcast(S, (int) k0);
        IntVector b1 = IntVector.broadcast(S, (int) (k0 >>> 32));
        IntVector b2 = IntVector.broadcast(S, (int) k2);
        IntVector b3 = IntVector.broadcast(S, (int) (k2 >>> 32));
        IntVector c0 = IntVector.broadcast(S, (int) k4);
        IntVector c1 = IntVector.broadcast(S, (int) (k4 >>> 32));
        IntVector c2 = IntVector.broadcast(S, (int) k6);
        IntVector c3 = IntVector.broadcast(S, (int) (k6 >>> 32));
        IntVector d0 = IntVector.fromArray(S, counts, 0);
        IntVector d1 = IntVector.zero(S);
        IntVector d2 = IntVector.fromArray(S, counts, LANES);
        IntVector d3 = IntVector.fromArray(S, counts, 2 * LANES);
        for (int i = 0; i < 10; i++) {
            a0 = a0.add(b0);
            a1 = a1.add(b1);
            a2 = a2.add(b2);
            a3 = a3.add(b3);
            d0 = d0.lanewise(XOR, a0).lanewise(ROL, 16);
            d1 = d1.lanewise(XOR, a1).lanewise(ROL, 16);
            d2 = d2.lanewise(XOR, a2).lanewise(ROL, 16);
            d3 = d3.lanewise(XOR, a3).lanewise(ROL, 16);
            c0 = c0.add(d0);
            c1 = c1.add(d1);
            c2 = c2.add(d2);
            c3 = c3.add(d3);
            b0 = b0.lanewise(XOR, c0).lanewise(ROL, 12);
            b1 = b1.lanewise(XOR, c1).lanewise(ROL, 12);
            b2 = b2.lanewise(XOR, c2).lanewise(ROL, 12);
            b3 = b3.lanewise(XOR, c3).lanewise(ROL, 12);
            a0 = a0.add(b0);
            a1 = a1.add(b1);
            a2 = a2.add(b2);
            a3 = a3.add(b3);
            d0 = d0.lanewise(XOR, a0).lanewise(ROL, 8);
            d1 = d1.lanewise(XOR, a1).lanewise(ROL, 8);
            d2 = d2.lanewise(XOR, a2).lanewise(ROL, 8);
            d3 = d3.lanewise(XOR, a3).lanewise(ROL, 8);
            c0 = c0.add(d0);
            c1 = c1.add(d1);
            c2 = c2.add(d2);
            c3 = c3.add(d3);
            b0 = b0.lanewise(XOR, c0).lanewise(ROL, 7);
            b1 = b1.lanewise(XOR, c1).lanewise(ROL, 7);
            b2 = b2.lanewise(XOR, c2).lanewise(ROL, 7);
            b3 = b3.lanewise(XOR, c3).lanewise(ROL, 7);
            a0 = a0.add(b1);
            a1 = a1.add(b2);
            a2 = a2.add(b3);
            a3 = a3.add(b0);
            d3 = d3.lanewise(XOR, a0).lanewise(ROL, 16);
            d0 = d0.lanewise(XOR, a1).lanewise(ROL, 16);
            d1 = d1.lanewise(XOR, a2).lanewise(ROL, 16);
            d2 = d2.lanewise(XOR, a3).lanewise(ROL, 16);
            c2 = c2.add(d3);
            c3 = c3.add(d0);
            c0 = c0.add(d1);
            c1 = c1.add(d2);
            b1 = b1.lanewise(XOR, c2).lanewise(ROL, 12);
            b2 = b2.lanewise(XOR, c3).lanewise(ROL, 12);
            b3 = b3.lanewise(XOR, c0).lanewise(ROL, 12);
            b0 = b0.lanewise(XOR, c1).lanewise(ROL, 12);
            a0 = a0.add(b1);
            a1 = a1.add(b2);
            a2 = a2.add(b3);
            a3 = a3.add(b0);
            d3 = d3.lanewise(XOR, a0).lanewise(ROL, 8);
            d0 = d0.lanewise(XOR, a1).lanewise(ROL, 8);
            d1 = d1.lanewise(XOR, a2).lanewise(ROL, 8);
            d2 = d2.lanewise(XOR, a3).lanewise(ROL, 8);
            c2 = c2.add(d3);
            c3 = c3.add(d0);
            c0 = c0.add(d1);
            c1 = c1.add(d2);
            b1 = b1.lanewise(XOR, c2).lanewise(ROL, 7);
            b2 = b2.lanewise(XOR, c3).lanewise(ROL, 7);
            b3 = b3.lanewise(XOR, c0).lanewise(ROL, 7);
            b0 = b0.lanewise(XOR, c1).lanewise(ROL, 7);
        }
        a0.add(0x61707865).intoMemorySegment(words, 0, LE);
        a1.add(0x3320646e).intoMemorySegment(words, ROW, LE);
        a2.add(0x79622d32).intoMemorySegment(words, 2 * ROW, LE);
        a3.add(0x6b206574).intoMemorySegment(words, 3 * ROW, LE);
        b0.add((int) k0).intoMemorySegment(words, 4 * ROW, LE);
        b1.add((int) (k0 >>> 32)).intoMemorySegment(words, 5 * ROW, LE);
        b2.add((int) k2).intoMemorySegment(words, 6 * ROW, LE);
        b3.add((int) (k2 >>> 32)).intoMemorySegment(words, 7 * ROW, LE);
        c0.add((int) k4).intoMemorySegment(words, 8 * ROW, LE);
        c1.add((int) (k4 >>> 32)).intoMemorySegment(words, 9 * ROW, LE);
        c2.add((int) k6).intoMemorySegment(words, 10 * ROW, LE);
        c3.add((int) (k6 >>> 32)).intoMemorySegment(words, 11 * ROW, LE);
        d0.add(IntVector.fromArray(S, counts, 0)).intoMemorySegment(words, 12 * ROW, LE);
        d1.intoMemorySegment(words, 13 * ROW, LE);
        d2.add(IntVector.fromArray(S, counts, LANES)).intoMemorySegment(words, 14 * ROW, LE);
        d3.add(IntVector.fromArray(S, counts, 2 * LANES)).intoMemorySegment(words, 15 * ROW, LE);
    }
}
