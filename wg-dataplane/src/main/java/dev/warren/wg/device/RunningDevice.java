package dev.warren.wg.device;

import dev.warren.linux.libc.KeyMemory;
import dev.warren.linux.libc.LibcException;
import dev.warren.linux.libc.WakeUp;
import dev.warren.linux.tun.TunChannel;
import dev.warren.linux.tun.TunDevice;
import dev.warren.wg.crypto.Aead;
import dev.warren.wg.engine.Device;
import dev.warren.wg.engine.InitiationClock;
import dev.warren.wg.timers.TimerParameters;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A device on its interface and sockets, with its threads. Any thread. */
final class RunningDevice implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningDevice.class);
    private static final long JOIN_MILLISECONDS = 2_000;

    private final TunDevice tun;
    private final InitiationClock initiationClock;
    private final Device device;
    private final Sockets sockets;
    private final List<WakeUp> outboundWakeUps = new ArrayList<>();
    private final List<WakeUp> inboundWakeUps = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;
    private @Nullable Thread control;
    private final List<Thread> threads = new ArrayList<>();

    /** Puts a device on an interface, which it closes in the end. */
    RunningDevice(TunDevice tun, TimerParameters timers, Path timestampFile) throws LibcException {
        this.tun = tun;
        initiationClock = new InitiationClock(new TimestampFile(timestampFile));
        for (int queue = 0; queue < tun.queues(); queue++) {
            outboundWakeUps.add(new WakeUp());
            inboundWakeUps.add(new WakeUp());
        }
        device = new Device(timers, new SecureRandom(), this::wakeControl, initiationClock);
        sockets = new Sockets(device.quiescence(), () -> inboundWakeUps.forEach(WakeUp::signal), tun.queues());
        device.setMtu(tun.mtu());
    }

    private void wakeControl() {
        LockSupport.unpark(control);
    }

    void start() {
        if (!KeyMemory.isLocked()) {
            LOG.warn(
                    "keys may be swapped out: mlock failed; the process needs CAP_IPC_LOCK or a higher RLIMIT_MEMLOCK");
        }
        boolean offload = OffloadSetting.isOn();
        boolean joinUdp = offload && tun.enableOffloads() == TunDevice.Offloads.TCP_AND_UDP;
        if (!offload) {
            LOG.info("offloads are switched off: interface={}", tun.name());
        }
        BootClock clock = new BootClock();
        Thread controlThread = thread(
                "wg-control",
                new ControlLoop(
                        tun,
                        device,
                        device.controlPath(Aead.fastest(), new UdpTransmitter(sockets, 0, device.drops())),
                        clock,
                        initiationClock,
                        () -> stopping));
        control = controlThread;
        threads.add(controlThread);
        for (int queue = 0; queue < tun.queues(); queue++) {
            threads.add(thread("wg-outbound-" + queue, outbound(queue, clock)));
            threads.add(thread("wg-inbound-" + queue, inbound(queue, clock, joinUdp, offload)));
        }
        threads.forEach(Thread::start);
    }

    private OutboundLoop outbound(int queue, BootClock clock) {
        return new OutboundLoop(
                tun,
                queue,
                device.outboundPath(
                        Aead.fastest(),
                        new UdpTransmitter(sockets, queue, device.drops()),
                        new TunUnreachable(new TunChannel(tun, queue))),
                clock,
                device.quiescence().join(),
                outboundWakeUps.get(queue),
                () -> stopping,
                ended::countDown);
    }

    private InboundLoop inbound(int queue, BootClock clock, boolean joinUdp, boolean offload) {
        SocketFloodGuard guard = new SocketFloodGuard(sockets, queue);
        return new InboundLoop(
                sockets,
                queue,
                device.inboundPath(
                        Aead.fastest(),
                        new TunSink(new TunChannel(tun, queue), device.drops(), joinUdp, offload),
                        guard),
                guard,
                clock,
                device.quiescence().join(),
                inboundWakeUps.get(queue),
                () -> stopping);
    }

    private static Thread thread(String name, Runnable loop) {
        return Thread.ofPlatform().name(name).daemon().unstarted(loop);
    }

    private static void join(Thread thread) {
        try {
            thread.join(JOIN_MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    Device device() {
        return device;
    }

    Sockets sockets() {
        return sockets;
    }

    /** Returns when the interface is gone or {@link #stop} was called. */
    void await() throws InterruptedException {
        ended.await();
    }

    /** Ends {@link #await}. */
    void stop() {
        ended.countDown();
    }

    /** Ends the threads, removes the interface, wipes the keys. */
    @Override
    public void close() {
        stopping = true;
        outboundWakeUps.forEach(WakeUp::signal);
        inboundWakeUps.forEach(WakeUp::signal);
        wakeControl();
        threads.forEach(RunningDevice::join);
        device.configure(c -> {
            c.removeAllPeers();
            c.setPrivateKey(new dev.warren.wg.crypto.Secret());
            return c;
        });
        device.quiescence().reclaim();
        tun.close();
        sockets.close();
        outboundWakeUps.forEach(WakeUp::close);
        inboundWakeUps.forEach(WakeUp::close);
    }
}
