package dev.warren.wg.device;

import dev.warren.linux.libc.Poller;
import dev.warren.linux.libc.WakeUp;
import dev.warren.linux.udp.DatagramReader;
import dev.warren.linux.udp.UdpSocket;
import dev.warren.linux.udp.UdpSockets;
import dev.warren.wg.engine.Arrival;
import dev.warren.wg.engine.InboundPath;
import dev.warren.wg.engine.Quiescence;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread from UDP to TUN: reads what is ready on both sockets, hands it on, then waits. */
final class InboundLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(InboundLoop.class);
    private static final int SLOTS = 16;
    private static final int GUARD_MILLISECONDS = 500;

    private final Sockets sockets;
    private final int queue;
    private final InboundPath path;
    private final BootClock clock;
    private final Quiescence.Participant participant;
    private final SocketFloodGuard guard;
    private final WakeUp wakeUp;
    private final BooleanSupplier stopping;
    private final DatagramReader reader = new DatagramReader(SLOTS);
    private final Arrival arrival = new Arrival();

    InboundLoop(
            Sockets sockets,
            int queue,
            InboundPath path,
            SocketFloodGuard guard,
            BootClock clock,
            Quiescence.Participant participant,
            WakeUp wakeUp,
            BooleanSupplier stopping) {
        this.sockets = sockets;
        this.queue = queue;
        this.path = path;
        this.guard = guard;
        this.clock = clock;
        this.participant = participant;
        this.wakeUp = wakeUp;
        this.stopping = stopping;
    }

    @Override
    public void run() {
        Poller poller = new Poller(3);
        while (!stopping.getAsBoolean()) {
            boolean idle = false;
            UdpSockets present = sockets.present(queue);
            participant.enter();
            try {
                present = sockets.present(queue);
                idle = read(present.v4()) + read(present.v6()) == 0;
                guard.relax(present, clock.now());
            } catch (RuntimeException bug) {
                LOG.error("datagrams were lost by a fault", bug);
            } finally {
                participant.leave();
            }
            if (idle) {
                await(poller, present);
            }
        }
    }

    private void await(Poller poller, UdpSockets present) {
        poller.reset();
        int wake = poller.add(wakeUp.fd());
        if (present.v4() != null) {
            poller.add(present.v4().fd());
        }
        if (present.v6() != null) {
            poller.add(present.v6().fd());
        }
        if (poller.await(guard.isActive() ? GUARD_MILLISECONDS : -1) && poller.ready(wake)) {
            wakeUp.clear();
        }
    }

    private int read(@org.jspecify.annotations.Nullable UdpSocket socket) {
        if (socket == null) {
            return 0;
        }
        int count = reader.read(socket);
        long now = clock.now();
        for (int slot = 0; slot < count; slot++) {
            try {
                reader.select(slot);
                arrival.from(
                                reader.family(),
                                reader.remoteHigh(),
                                reader.remoteLow(),
                                reader.remoteScope(),
                                reader.remotePort())
                        .to(reader.localHigh(), reader.localLow(), reader.trafficClass());
                path.datagrams(arrival, reader.memory(), reader.offset(), reader.length(), reader.segmentSize(), now);
            } catch (RuntimeException bug) {
                LOG.error("a datagram was lost by a fault", bug);
            }
        }
        if (count <= 0) {
            return 0;
        }
        try {
            path.flush();
        } finally {
            for (int slot = 0; slot < count; slot++) {
                reader.release(slot);
            }
        }
        return count;
    }
}
