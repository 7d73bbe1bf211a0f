package dev.warren.bench;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.wg.crypto.Aead;
import dev.warren.wg.crypto.JdkAead;
import dev.warren.wg.crypto.OpenSslAead;
import dev.warren.wg.crypto.Secret;
import dev.warren.wg.crypto.Train;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A packet of a train, sealed and refused or opened, by each cipher. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CipherBenchmark {
    private static final int PACKETS = 40;

    /** The cipher; "fastest" uses vectors for trains where they win. */
    @Param({"jdk", "openssl", "fastest"})
    public String cipher = "";

    /** Bytes of a packet, padded. */
    @Param({"96", "1424"})
    public int length;

    private final Secret key = new Secret();
    private final long[] counters = new long[Train.MOST];
    private Aead aead = new JdkAead();
    private Train train = new Train(NativeMemory.allocate(0), 0, 0, 0, 0);
    private long counter;

    @Setup
    public void prepare() throws InterruptedException {
        aead = switch (cipher) {
            case "jdk" -> new JdkAead();
            case "openssl" -> Objects.requireNonNull(OpenSslAead.load());
            default -> Aead.fastest();
        };
        int stride = length + 32;
        train = new Train(NativeMemory.allocateForever((long) stride * PACKETS + 64), 16, length, stride, PACKETS);
        if (cipher.equals("fastest")) {
            for (int messages = 0; messages < 5_000_000; messages += PACKETS) {
                seal(); // many begin the training
            }
            TimeUnit.SECONDS.sleep(10); // until the vectors are compiled
        }
    }

    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public void seal() {
        aead.seal(key, counter += PACKETS, train);
    }

    /** The second time a message is opened it is not authentic any more: the price is the same, but for libcrypto's. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public long open() {
        return aead.open(key, counters, train);
    }
}
