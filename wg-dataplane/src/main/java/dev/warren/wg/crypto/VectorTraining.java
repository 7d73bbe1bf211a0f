package dev.warren.wg.crypto;

import dev.warren.linux.libc.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the JVM compile {@link VectorAead} before packets meet it, on a thread of its own, and compares it with the other cipher of this
 * machine. Once a process. Any thread.
 */
final class VectorTraining implements Runnable {
    /** The system property that keeps vectors out when it is {@code false}. */
    static final String PROPERTY = "warren.wg.aead.vectors";

    private static final Logger LOG = LoggerFactory.getLogger(VectorTraining.class);
    private static final AtomicBoolean BEGUN = new AtomicBoolean();
    private static final long LIMIT = 20_000_000_000L;
    private static final int SMALL = 96;
    private static final int LARGE = 1_440;
    private static final int TRIALS = 64;

    private static volatile boolean won;

    private final MemorySegment memory = NativeMemory.allocate(Train.MOST * 2_100L);
    private final Random random = new Random(1);
    private final Secret key = new Secret();
    private final long[] counters = new long[Train.MOST];

    private VectorTraining() {}

    /** Begins, unless it was begun before. */
    static void begin() {
        if (BEGUN.compareAndSet(false, true)) {
            Thread.ofPlatform().name("wg-training").daemon().start(new VectorTraining());
        }
    }

    /** True if this machine and JVM can compute with vectors and may. */
    static boolean isPossible() {
        try {
            return Boolean.parseBoolean(System.getProperty(PROPERTY, "true")) && VectorAead.isSupported();
        } catch (LinkageError withoutModule) {
            return false;
        }
    }

    /** True once vectors are compiled and faster. */
    static boolean isWon() {
        return won;
    }

    @Override
    public void run() {
        OpenSslAead openSsl = OpenSslAead.load();
        Aead other = openSsl == null ? new JdkAead() : openSsl;
        Aead vectors = new VectorAead(other);
        long begin = System.nanoTime();
        int wins = 0;
        while (wins < 3 && System.nanoTime() - begin < LIMIT) {
            exercise(vectors);
            wins = isFaster(vectors, other, SMALL) && isFaster(vectors, other, LARGE) ? wins + 1 : 0;
        }
        won = wins == 3;
        LOG.debug(
                "vectors are {} for trains: seconds={}", won ? "used" : "not used", (System.nanoTime() - begin) / 1e9);
    }

    /** Trains of every shape, with good and wrong authenticators, so that nothing has to be compiled again later. */
    private void exercise(Aead aead) {
        for (int i = 0; i < TRIALS; i++) {
            int length = random.nextInt(LARGE + 16);
            Train train = new Train(memory, 16, length, length + 32, 1 + random.nextInt(Train.MOST));
            aead.seal(key, 0, train);
            for (int j = 0; j < counters.length; j++) {
                counters[j] = random.nextInt(8) == 0 ? -1 : j;
            }
            aead.open(key, counters, train);
        }
    }

    private boolean isFaster(Aead one, Aead other, int length) {
        Train train = new Train(memory, 16, length, length + 32, 16);
        return nanos(one, train) < nanos(other, train);
    }

    private long nanos(Aead aead, Train train) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < TRIALS; i++) {
            long begin = System.nanoTime();
            aead.seal(key, 0, train);
            aead.open(key, counters, train);
            best = Math.min(best, System.nanoTime() - begin);
        }
        return best;
    }
}
