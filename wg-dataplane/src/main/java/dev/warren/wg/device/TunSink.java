package dev.warren.wg.device;

import dev.warren.linux.tun.TunDevice;
import dev.warren.linux.tun.VirtioNetHeader;
import dev.warren.wg.engine.DropReason;
import dev.warren.wg.engine.Drops;
import dev.warren.wg.engine.PacketSink;
import java.lang.foreign.MemorySegment;

/** Writes packets to the interface one by one. The inbound thread's. */
final class TunSink implements PacketSink {
    private final TunDevice tun;
    private final Drops drops;

    TunSink(TunDevice tun, Drops drops) {
        this.tun = tun;
        this.drops = drops;
    }

    @Override
    public void packet(MemorySegment memory, long at, int length) {
        long header = at - VirtioNetHeader.BYTES;
        VirtioNetHeader.writePlain(memory, header);
        if (tun.write(memory, header, (long) length + VirtioNetHeader.BYTES) != 0) {
            drops.count(DropReason.INTERFACE);
        }
    }

    @Override
    public void flush() {}
}
