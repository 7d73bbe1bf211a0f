package dev.warren.wg.crypto;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * One cipher for single messages and short trains, and vectors for the others as soon as these are found to be faster. The JVM needs
 * about five seconds of a processor to compile them, and a message costs some hundred nanoseconds less then: so that is begun where
 * as many messages have passed as would have saved that time, and a process with little to do never pays for it. One thread's.
 */
final class TrainAead implements Aead {
    /** After so many messages of a thread in trains that vectors could take, the training begins. */
    private static final int PATIENCE = 4_000_000;

    private final Aead single;
    private @Nullable Aead vectors;
    private int messages;

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
        if (messages < PATIENCE) {
            messages += train.count();
            if (messages >= PATIENCE) {
                VectorTraining.begin();
            }
        }
        if (vectors == null && VectorTraining.isWon()) {
            vectors = new VectorAead(single);
        }
        return vectors == null ? single : vectors;
    }
}
