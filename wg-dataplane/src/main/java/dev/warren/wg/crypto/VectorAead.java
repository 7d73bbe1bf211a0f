package dev.warren.wg.crypto;

import dev.warren.linux.libc.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Trains by the Vector API, eight messages at once; what is no train by another cipher. It needs vectors of 512 bits and a compiled
 * state: interpreted it is slower by four orders of magnitude.
 */
final class VectorAead implements Aead {
    /** Fewer messages than this are faster one by one. */
    static final int LEAST = 3;

    /** The longest message. */
    private static final int LONGEST = 2_048;

    private static final VectorSpecies<Long> S = LongVector.SPECIES_512;
    private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
    private static final int BLOCK = ChaCha20Lanes.BLOCK;
    private static final int GROUP = Poly1305Lanes.LANES;

    private final Aead single;
    private final ChaCha20Lanes chaCha20 = new ChaCha20Lanes();
    private final Poly1305Lanes poly1305 = new Poly1305Lanes();
    private final MemorySegment stream =
            NativeMemory.allocateForever((long) GROUP * (LONGEST + 2 * BLOCK) + 16 * BLOCK);
    private final long[] counters = new long[GROUP];

    VectorAead(Aead single) {
        this.single = single;
    }

    /** True if this machine computes with vectors of 512 bits. */
    static boolean isSupported() {
        return IntVector.SPECIES_PREFERRED.vectorBitSize() == 512;
    }

    /** True if a train is worth it. */
    static boolean takes(Train train) {
        return train.count() >= LEAST && train.length() <= LONGEST;
    }

    @Override
    public void seal(Secret key, long counter, MemorySegment memory, long at, int length) {
        single.seal(key, counter, memory, at, length);
    }

    @Override
    public boolean open(Secret key, long counter, MemorySegment memory, long at, int length) {
        return single.open(key, counter, memory, at, length);
    }

    @Override
    public void seal(Secret key, long firstCounter, Train train) {
        for (int from = 0; from < train.count(); from += GROUP) {
            Train group = train.part(from, Math.min(GROUP, train.count() - from));
            for (int i = 0; i < GROUP; i++) {
                counters[i] = firstCounter + from + i;
            }
            int keyStride = fillStream(key, group);
            for (int i = 0; i < group.count(); i++) {
                crypt(group, i, keyStride);
            }
            poly1305.run(stream, keyStride, group);
            for (int i = 0; i < group.count(); i++) {
                poly1305.write(i, group.memory(), group.at(i) + group.length());
            }
        }
    }

    @Override
    public long open(Secret key, long[] trainCounters, Train train) {
        long authentic = 0;
        for (int from = 0; from < train.count(); from += GROUP) {
            Train group = train.part(from, Math.min(GROUP, train.count() - from));
            System.arraycopy(trainCounters, from, counters, 0, group.count());
            int keyStride = fillStream(key, group);
            poly1305.run(stream, keyStride, group);
            for (int i = 0; i < group.count(); i++) {
                if (poly1305.matches(i, group.memory(), group.at(i) + group.length())) {
                    crypt(group, i, keyStride);
                    authentic |= 1L << (from + i);
                }
            }
        }
        return authentic;
    }

    /** Makes the key stream of each message: the one-time key's block, then what covers the text. Returns the bytes of each. */
    private int fillStream(Secret key, Train group) {
        int blocks = 1 + (group.length() + BLOCK - 1) / BLOCK;
        chaCha20.fill(key, counters, group.count(), blocks, stream);
        return blocks * BLOCK;
    }

    private void crypt(Train train, int index, int keyStride) {
        long from = (long) index * keyStride + BLOCK;
        long at = train.at(index);
        int whole = train.length() & -BLOCK;
        for (int i = 0; i < whole; i += BLOCK) {
            LongVector text = LongVector.fromMemorySegment(S, train.memory(), at + i, LE);
            text.lanewise(
                            jdk.incubator.vector.VectorOperators.XOR,
                            LongVector.fromMemorySegment(S, stream, from + i, LE))
                    .intoMemorySegment(train.memory(), at + i, LE);
        }
        int i = whole;
        for (; i + 8 <= train.length(); i += 8) {
            long text = train.memory().get(NativeMemory.LONG, at + i);
            train.memory().set(NativeMemory.LONG, at + i, text ^ stream.get(NativeMemory.LONG, from + i));
        }
        for (; i < train.length(); i++) {
            byte text = train.memory().get(java.lang.foreign.ValueLayout.JAVA_BYTE, at + i);
            byte pad = stream.get(java.lang.foreign.ValueLayout.JAVA_BYTE, from + i);
            train.memory().set(java.lang.foreign.ValueLayout.JAVA_BYTE, at + i, (byte) (text ^ pad));
        }
    }
}
