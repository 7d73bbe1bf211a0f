package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.libc.WakeUp;
import dev.warren.wg.crypto.JdkAead;
import dev.warren.wg.engine.Device;
import dev.warren.wg.engine.PacketSink;
import dev.warren.wg.timers.TimerParameters;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The receiving loop on the loopback interface: it outlives what the sink throws. */
class InboundLoopTest {
    @Test
    void itGoesOnWhenWritingFails() throws Exception {
        Device device = new Device(TimerParameters.PAPER, new Random(1), () -> {});
        AtomicInteger failures = new AtomicInteger();
        PacketSink failing = new PacketSink() {
            @Override
            public void packet(MemorySegment memory, long at, int length) {}

            @Override
            public void flush() {
                failures.incrementAndGet();
                throw new IllegalStateException("as a fault would");
            }
        };
        AtomicBoolean stopping = new AtomicBoolean();
        try (WakeUp wakeUp = new WakeUp()) {
            Sockets sockets = new Sockets(device.quiescence(), wakeUp::signal, 1);
            InboundLoop loop = new InboundLoop(
                    sockets,
                    0,
                    device.inboundPath(new JdkAead(), failing),
                    new SocketFloodGuard(sockets, 0),
                    new BootClock(),
                    device.quiescence().join(),
                    wakeUp,
                    stopping::get);
            Thread thread = Thread.ofPlatform().daemon().start(loop);
            try (DatagramChannel sender = DatagramChannel.open()) {
                InetSocketAddress to = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), sockets.port());
                for (int i = 1; i <= 3; i++) {
                    int before = failures.get();
                    sender.send(ByteBuffer.allocate(100), to);
                    Lab.await("flush after datagram " + i, () -> failures.get() > before || !thread.isAlive());
                    assertTrue(thread.isAlive(), "the loop ended");
                }
            } finally {
                stopping.set(true);
                wakeUp.signal();
                thread.join();
                sockets.close();
            }
        }
    }
}
