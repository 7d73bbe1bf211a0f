package dev.warren.bgp.bfd.udp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.bfd.BfdAction;
import dev.warren.bgp.bfd.BfdParameters;
import dev.warren.bgp.bfd.BfdState;
import dev.warren.bgp.bfd.Diagnostic;
import dev.warren.net.IpAddress;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sessions over UDP on loopback. BFD has its ports, and a host has each of them once: so both ends are sessions of one service, or one
 * end that hears itself.
 */
class BfdServiceTest {
    private static final long LIMIT_SECONDS = 30;
    private static final BfdParameters FAST =
            new BfdParameters(Duration.ofMillis(50), Duration.ofMillis(50), 20, false);

    private final BlockingQueue<BfdAction.StateChanged> changes = new LinkedBlockingQueue<>();

    private static BfdPath path(String from, String to, BfdPath.Hops hops) {
        return new BfdPath(IpAddress.parse(to), Optional.empty(), Optional.of(IpAddress.parse(from)), hops);
    }

    /** Waits while somebody else on this host has the port. */
    private void add(BfdService service, BfdPath path) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (true) {
            try {
                service.add(path, FAST, changes::add);
                return;
            } catch (IOException taken) {
                if (System.nanoTime() > deadline) {
                    throw taken;
                }
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private BfdAction.StateChanged await(BfdState state) throws InterruptedException {
        while (true) {
            BfdAction.StateChanged next = changes.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertTrue(next != null, () -> "never " + state);
            if (next.to() == state) {
                return next;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.61, 127.0.0.62, SINGLE",
        "127.0.0.61, 127.0.0.62, MULTIPLE",
        "::1, ::1, SINGLE",
        "::1, ::1, MULTIPLE"
    })
    void sessionsComeUpAndEndByTheirOperator(String one, String other, BfdPath.Hops hops) throws Exception {
        boolean same = one.equals(other);
        try (BfdService service = new BfdService()) {
            BfdPath there = path(one, other, hops);
            add(service, there);
            if (!same) {
                add(service, path(other, one, hops));
                await(BfdState.UP);
            }
            await(BfdState.UP);
            assertEquals(same ? 1 : 2, service.status().size());
            for (BfdStatus status : service.status()) {
                assertEquals(BfdState.UP, status.state());
                assertTrue(status.sent() > 0 && status.received() > 0, status::toString);
            }
            assertThrows(IllegalArgumentException.class, () -> add(service, there), "there is one already");
            service.remove(there);
            if (!same) {
                BfdAction.StateChanged down = await(BfdState.DOWN);
                assertEquals(Diagnostic.NEIGHBOUR_SIGNALED_DOWN, down.diagnostic());
                assertTrue(down.byOperator(), "the other end has heard why");
            }
            assertEquals(same ? 0 : 1, service.status().size());
            service.remove(there);
        }
    }

    /** What is no BFD, and what comes from an address without a session. */
    @ParameterizedTest
    @CsvSource({"127.0.0.61, 127.0.0.63", "::1, ::1"})
    void strangersAreCountedAndNothingElse(String own, String stranger) throws Exception {
        try (BfdService service = new BfdService();
                DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(stranger), 0))) {
            add(service, path(own, own, BfdPath.Hops.MULTIPLE));
            await(BfdState.UP);
            InetSocketAddress port = new InetSocketAddress(InetAddress.ofLiteral(own), 4_784);
            socket.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, port));
            byte[] down = {0x20, 0x40, 3, 24, 0, 0, 0, 7, 0, 0, 0, 9, 0, 0xf, 0x42, 0x40, 0, 0xf, 0x42, 0x40, 0, 0, 0, 0
            };
            socket.send(new DatagramPacket(down, down.length, port));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
            while (service.strangers() < 2 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(10_000_000);
            }
            assertEquals(2, service.strangers());
            assertEquals(BfdState.UP, service.status().getFirst().state());
        }
    }
}
