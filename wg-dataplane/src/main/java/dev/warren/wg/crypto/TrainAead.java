package dev.warren.wg.crypto;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * One cipher for single messages and short trains, and vectors for the others as soon as these are found to be faster. That is looked into
 * with the first message: by then a session has begun, whose handshake the compiler would have delayed, and a process without any saves the
 * compiler's time and memory. One thread's.
 */
final class TrainAead implements Aead {
    private final Aead single;
    private @Nullable Aead vectors;
    private boolean used;

    private TrainAead(Aead single) {
        this.single = single;
    }

    /** A cipher that uses vectors where the machine and the JDK have them, and this one otherwise. */
    static Aead over(Aead single) {
        return VectorTraining.isPossible() ? new TrainAead(single) : single;
    }

    @Override
    public void seal(Secret key, long counter, MemorySegment memory, long at, int length) {
        begin();
        single.seal(key, counter, memory, at, length);
    }

    @Override
    public boolean open(Secret key, long counter, MemorySegment memory, long at, int length) {
        begin();
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

    private void begin() {
        if (!used) {
            used = true;
            VectorTraining.begin();
        }
    }

    private Aead cipherOf(Train train) {
        begin();
        if (!VectorAead.takes(train)) {
            return single;
        }
        if (vectors == null && VectorTraining.isWon()) {
            vectors = new VectorAead(single);
        }
        return vectors == null ? single : vectors;
    }
}
