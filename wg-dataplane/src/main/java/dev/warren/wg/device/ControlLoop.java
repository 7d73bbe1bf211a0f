package dev.warren.wg.device;

import dev.warren.linux.tun.TunDevice;
import dev.warren.wg.engine.ControlPath;
import dev.warren.wg.engine.Device;
import dev.warren.wg.engine.InitiationClock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of handshakes and timers; it also watches the interface's state and MTU. */
final class ControlLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);
    private static final long TICK = 20_000_000L;

    private final TunDevice tun;
    private final Device device;
    private final ControlPath path;
    private final BootClock clock;
    private final InitiationClock initiationClock;
    private final BooleanSupplier stopping;

    ControlLoop(
            TunDevice tun,
            Device device,
            ControlPath path,
            BootClock clock,
            InitiationClock initiationClock,
            BooleanSupplier stopping) {
        this.initiationClock = initiationClock;
        this.tun = tun;
        this.device = device;
        this.path = path;
        this.clock = clock;
        this.stopping = stopping;
    }

    @Override
    public void run() {
        long nextTick = clock.now();
        while (!stopping.getAsBoolean()) {
            try {
                if (clock.now() - nextTick >= 0) {
                    nextTick = clock.now() + TICK;
                    tick();
                }
                if (!path.run(clock.now(), BootClock.unixNanos())) {
                    LockSupport.parkNanos(Math.max(1, nextTick - clock.now()));
                }
            } catch (RuntimeException bug) {
                LOG.error("a handshake or timer was lost by a fault", bug);
            }
        }
    }

    private void tick() {
        if (clock.adjust()) {
            device.expireSessions();
            LOG.info("the machine was suspended: interface={} all session keys are wiped", tun.name());
        }
        device.setUp(tun.isUp());
        int mtu = tun.mtu();
        if (mtu > 0) {
            device.setMtu(mtu);
        }
        initiationClock.prepare(BootClock.unixNanos());
        path.tick(clock.now(), BootClock.unixNanos());
    }
}
