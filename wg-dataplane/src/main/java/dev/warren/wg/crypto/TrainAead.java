package dev.warren.wg.crypto;

import java.lang.foreign.MemorySegment;

/** One cipher for single messages and short trains, and vectors for the others as soon as these are found to be faster. */
final class TrainAead implements Aead {
    private final Aead single;
    private final Aead vectors;

    private TrainAead(Aead single, Aead vectors) {
        this.single = single;
        this.vectors = vectors;
    }

    /** A cipher that uses vectors where the machine and the JDK have them, and this one otherwise. */
    static Aead over(Aead single) {
        return VectorTraining.begin() ? new TrainAead(single, new VectorAead(single)) : single;
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
        cipherOf(train).seal(key, firstCounter, train);
    }

    @Override
    public long open(Secret key, long[] counters, Train train) {
        return cipherOf(train).open(key, counters, train);
    }

    private Aead cipherOf(Train train) {
        return VectorTraining.isWon() && VectorAead.takes(train) ? vectors : single;
    }
}
