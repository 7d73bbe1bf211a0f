package dev.warren.wg.device;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.tun.TunChannel;
import dev.warren.wg.engine.DropReason;
import dev.warren.wg.engine.Drops;
import dev.warren.wg.engine.PacketSink;
import dev.warren.wg.packet.GroCoalescer;
import java.lang.foreign.MemorySegment;

/** Joins packets and writes them to the interface. The inbound thread's. */
final class TunSink implements PacketSink, GroCoalescer.Output {
    private static final int VECTOR = 16;
    private static final int MOST = 128;

    private final TunChannel tun;
    private final Drops drops;
    private final boolean join;
    private final GroCoalescer coalescer;
    private final MemorySegment vectors = NativeMemory.allocateForever((long) MOST * VECTOR);

    /** @param join whether packets are joined at all */
    TunSink(TunChannel tun, Drops drops, boolean joinUdp, boolean join) {
        this.join = join;
        this.tun = tun;
        this.drops = drops;
        coalescer = new GroCoalescer(this, joinUdp);
    }

    @Override
    public void packet(MemorySegment memory, long at, int length) {
        coalescer.packet(memory, at, length);
        if (!join) {
            coalescer.flush();
        }
    }

    @Override
    public void flush() {
        coalescer.flush();
    }

    @Override
    public void write(MemorySegment memory, long[] at, int[] length, int count) {
        int errno;
        if (count == 1) {
            errno = tun.write(memory, at[0], length[0]);
        } else {
            for (int i = 0; i < count; i++) {
                vectors.set(NativeMemory.LONG, (long) i * VECTOR, memory.address() + at[i]);
                vectors.set(NativeMemory.LONG, (long) i * VECTOR + 8, length[i]);
            }
            errno = tun.writeVectors(vectors, count);
        }
        if (errno != 0) {
            drops.count(DropReason.INTERFACE);
        }
    }
}
