package dev.warren.wg.crypto;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * One cipher for single messages and short trains, and vectors for the others as soon as these are found to be faster. That is looked into
 * once there have been many trains: a process with little to do saves the time and the memory of the compiler. One thread's.
 */
final class TrainAead implements Aead {
    /** After so many trains that vectors could take, the training begins. */
    static final int PATIENCE = 1_000;

    private final Aead single;
    private @Nullable Aead vectors;
    private int trains;

    private TrainAead(Aead single) {
        this.single = single;
    }

    /** A cipher that uses vectors where the machine and the JDK have them, and this one otherwise. */
    static Aead over(Aead single) {
        return VectorTraining.isPossible() ? new TrainAead(single) : single;
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
        if (!VectorAead.takes(train)) {
            return single;
        }
        if (trains < PATIENCE && ++trains == PATIENCE) {
            VectorTraining.begin();
        }
        if (vectors == null && VectorTraining.isWon()) {
            vectors = new VectorAead(single);
        }
        return vectors == null ? single : vectors;
    }
}
