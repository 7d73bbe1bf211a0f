package dev.warren.bench;

import dev.warren.linux.libc.LibC;
import dev.warren.linux.libc.LibcException;
import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.libc.PacketCalls;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One byte read from /dev/zero: what is left beside the kernel's part is the price of the binding. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SystemCallBenchmark {
    private final MemorySegment memory = NativeMemory.allocateForever(64);
    private final PacketCalls calls = new PacketCalls();
    private int fd;

    @Setup
    public void open() throws LibcException {
        fd = LibcException.check(LibC.open("/dev/zero", 0), "/dev/zero");
    }

    @Benchmark
    public long byJna() {
        return LibC.read(fd, memory.address(), 1);
    }

    @Benchmark
    public long byFfm() {
        return calls.read(fd, memory.address(), 1);
    }
}
