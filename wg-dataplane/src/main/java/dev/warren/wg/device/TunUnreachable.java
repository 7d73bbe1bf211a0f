package dev.warren.wg.device;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.tun.TunChannel;
import dev.warren.linux.tun.VirtioNetHeader;
import dev.warren.wg.engine.Unreachable;
import dev.warren.wg.packet.IcmpUnreachable;
import java.lang.foreign.MemorySegment;

/** Writes ICMP errors back to the interface, at most a hundred a second. The outbound thread's. */
final class TunUnreachable implements Unreachable {
    private static final long COST = 10_000_000L;
    private static final long BURST = 100 * COST;

    private final TunChannel tun;
    private final MemorySegment slab = NativeMemory.allocate(VirtioNetHeader.BYTES + IcmpUnreachable.LARGEST);
    private long tokens = BURST;
    private long filledAt;

    TunUnreachable(TunChannel tun) {
        this.tun = tun;
    }

    @Override
    public void noPeer(MemorySegment memory, long at, int length, long now) {
        answer(memory, at, length, now);
    }

    @Override
    public void noEndpoint(MemorySegment memory, long at, int length, long now) {
        answer(memory, at, length, now);
    }

    private void answer(MemorySegment memory, long at, int length, long now) {
        tokens = Math.min(BURST, tokens + Math.max(0, now - filledAt));
        filledAt = now;
        int size = tokens < COST ? 0 : IcmpUnreachable.write(memory, at, length, slab, VirtioNetHeader.BYTES);
        if (size > 0) {
            tokens -= COST;
            tun.write(slab, 0, (long) size + VirtioNetHeader.BYTES);
        }
    }
}
