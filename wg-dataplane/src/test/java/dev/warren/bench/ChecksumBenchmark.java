package dev.warren.bench;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.wg.packet.InetChecksum;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The Internet checksum of a segment. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ChecksumBenchmark {
    /** Bytes summed. */
    @Param({"20", "72", "1400"})
    public int length;

    private final MemorySegment memory = NativeMemory.allocateForever(65_536);
    private int at;

    @Benchmark
    public long add() {
        at = (at + 1448) & 0x7fff;
        return InetChecksum.fold(InetChecksum.add(memory, at, length, 0));
    }
}
