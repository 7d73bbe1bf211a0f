package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.wg.noise.Messages;
import dev.warren.wg.noise.Tai64n;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The wall clock is stepped back and forward, and the device's own clock jumps over a suspension. */
class ClockStepsTest {
    private static final long YEAR = 365L * 24 * 3_600 * SimulatedNetwork.SECOND;

    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedNetwork.Node a = network.node("192.0.2.1:1000", 1);
    private final SimulatedNetwork.Node b = network.node("192.0.2.2:2000", 2);

    /** Has a new handshake made while its wall clock shows this. */
    private void handshakeAt(long unixNanos) {
        long before = network.count(Messages.RESPONSE);
        network.now += 6 * SimulatedNetwork.SECOND;
        a.device.request(a.peer(b), Peer.INITIATE);
        a.control.run(network.now, unixNanos);
        network.settle();
        assertEquals(before + 1, network.count(Messages.RESPONSE), "with the wall clock at " + unixNanos);
    }

    @Test
    void handshakesGoOnWhereverTheWallClockIsSteppedTo() {
        a.add(b, true);
        b.add(a, true);
        long wall = 50 * YEAR;
        for (long step : new long[] {0, YEAR, -YEAR, -40 * YEAR, 1, 20 * YEAR, -SimulatedNetwork.SECOND}) {
            wall += step;
            handshakeAt(wall);
            a.ping(b);
        }
        assertEquals(7, b.delivered.size());
    }

    @Test
    void aSuspensionLongerThanAKeysLifeCostsOneHandshakeAndNoPacket() {
        a.add(b, true);
        b.add(a, true);
        a.ping(b);
        for (int days = 1; days < 400; days += 133) {
            network.now += days * 24L * 3_600 * SimulatedNetwork.SECOND;
            long handshakes = network.count(Messages.INITIATION);
            int delivered = b.delivered.size();
            a.ping(b);
            assertEquals(delivered + 1, b.delivered.size());
            assertEquals(handshakes + 1, network.count(Messages.INITIATION));
        }
    }

    @Test
    void aKeyPastItsLifeNeitherSendsNorReceives() {
        a.add(b, true);
        b.add(a, true);
        a.ping(b);
        network.now += 179 * SimulatedNetwork.SECOND;
        b.send(2, a, 84);
        SimulatedNetwork.Datagram young = network.queue.removeLast();
        assertEquals(Messages.TRANSPORT, young.type());
        network.now += 2 * SimulatedNetwork.SECOND;
        int delivered = a.delivered.size();
        a.receive(young);
        assertEquals(delivered, a.delivered.size());
        assertTrue(java.util.Objects.requireNonNull(a.device.drops().snapshot().get(DropReason.NO_SESSION)) > 0);
        b.send(2, a, 84);
        assertTrue(network.queue.stream().noneMatch(d -> d.type() == Messages.TRANSPORT));
    }

    @Test
    void labelsGrowInTheOrderOfTimeAndEachStepIsVisible() {
        Random random = new Random(8);
        for (int i = 0; i < 100_000; i++) {
            long time = random.nextLong(100 * YEAR);
            byte[] label = Tai64n.of(time);
            assertTrue(Tai64n.isAfter(Tai64n.of(time + (1L << 24)), label), "seed 8, " + time);
            assertTrue(!Tai64n.isAfter(Tai64n.of(time - random.nextInt(1 << 30)), label), "seed 8, " + time);
        }
    }
}
