package dev.warren.wg.device;

import dev.warren.linux.libc.Errno;
import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.libc.Poller;
import dev.warren.linux.libc.WakeUp;
import dev.warren.linux.tun.TunChannel;
import dev.warren.linux.tun.TunDevice;
import dev.warren.linux.tun.VirtioNetHeader;
import dev.warren.wg.engine.OutboundPath;
import dev.warren.wg.engine.Quiescence;
import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread from TUN to UDP: reads what is ready, then sends it, then waits. */
final class OutboundLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundLoop.class);
    private static final int READS_A_PASS = 64;

    private final TunDevice tun;
    private final int queue;
    private final TunChannel channel;
    private final OutboundPath path;
    private final BootClock clock;
    private final Quiescence.Participant participant;
    private final WakeUp wakeUp;
    private final BooleanSupplier stopping;
    private final Runnable interfaceGone;
    private final MemorySegment slab = NativeMemory.allocateForever(VirtioNetHeader.BYTES + 65_536 + 64);

    OutboundLoop(
            TunDevice tun,
            int queue,
            OutboundPath path,
            BootClock clock,
            Quiescence.Participant participant,
            WakeUp wakeUp,
            BooleanSupplier stopping,
            Runnable interfaceGone) {
        this.tun = tun;
        this.queue = queue;
        channel = new TunChannel(tun, queue);
        this.path = path;
        this.clock = clock;
        this.participant = participant;
        this.wakeUp = wakeUp;
        this.stopping = stopping;
        this.interfaceGone = interfaceGone;
    }

    @Override
    public void run() {
        Poller poller = new Poller(2);
        poller.add(tun.fd(queue));
        poller.add(wakeUp.fd());
        while (!stopping.getAsBoolean()) {
            int errno;
            participant.enter();
            try {
                errno = pass();
            } catch (RuntimeException bug) {
                LOG.error("a packet from {} was lost by a fault", tun.name(), bug);
                errno = 0;
            } finally {
                participant.leave();
            }
            if (errno == Errno.EAGAIN) {
                poller.await(-1);
            } else if (errno == Errno.EBADFD || errno == Errno.ENODEV) {
                interfaceGone.run();
                return;
            }
        }
    }

    /** Reads and sends a batch; returns what ended it, 0 if there may be more. */
    private int pass() {
        long now = clock.now();
        int errno = 0;
        try {
            for (int i = 0; i < READS_A_PASS && errno == 0; i++) {
                long length = channel.read(slab);
                if (length > VirtioNetHeader.BYTES) {
                    path.packet(slab, 0, (int) length, now);
                } else if (length < 0) {
                    errno = (int) -length;
                }
            }
        } finally {
            path.flush();
        }
        return errno == Errno.EINTR || errno == Errno.EIO ? Errno.EAGAIN : errno;
    }
}
