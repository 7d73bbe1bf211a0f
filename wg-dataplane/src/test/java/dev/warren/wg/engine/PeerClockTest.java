package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A peer whose clock is wrong: what is refused, and how an operator lets it back in. */
class PeerClockTest {
    private static final long SECOND = SimulatedNetwork.SECOND;
    private static final long DAY = 86_400 * SECOND;
    private static final long NOW = 1_800_000_000L * SECOND;

    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedNetwork.Node a = network.node("192.0.2.1:1000", 1);
    private final SimulatedNetwork.Node b = network.node("192.0.2.2:2000", 2);
    private final List<DeviceEvent> told = new ArrayList<>();

    /** Lets a begin a handshake with its clock ahead of b's, which says this time; returns whether b answered it. */
    private boolean isAnswered(long ahead, long wall) {
        return isAnswered(a, ahead, wall);
    }

    private boolean isAnswered(SimulatedNetwork.Node from, long ahead, long wall) {
        long before = count();
        from.send(1, b, 84);
        network.now += 6 * SECOND;
        from.control.tick(network.now, wall + ahead);
        from.control.run(network.now, wall + ahead);
        for (SimulatedNetwork.Datagram d = network.queue.poll(); d != null; d = network.queue.poll()) {
            b.receive(d);
        }
        b.control.run(network.now, wall);
        long after = count();
        network.queue.clear();
        return after > before;
    }

    private long count() {
        return b.peer(a).sentBytes.get();
    }

    private void join() {
        a.add(b, true);
        b.add(a, false);
        b.device.events().subscribe(told::add);
    }

    @Test
    void aClockMoreThanADayAheadIsRefusedAndLeavesNoTrace() {
        join();
        assertEquals(false, isAnswered(DAY + SECOND, NOW));
        assertEquals(Map.of(DropReason.CLOCK_AHEAD, 1L), b.device.configure(c -> c.drops(b.peer(a))));
        assertEquals(List.of(new DeviceEvent.ClockRefused(a.publicKey())), told);
        assertArrayEquals(new byte[12], b.peer(a).latestTimestamp);
    }

    @Test
    void aWrongTimeZoneIsNotRefused() {
        join();
        assertEquals(true, isAnswered(14 * 3_600 * SECOND, NOW));
    }

    @Test
    void aDeviceWhoseOwnClockWasNeverSetRefusesNobody() {
        join();
        assertEquals(true, isAnswered(50 * 365 * DAY, 5 * SECOND));
    }

    @Test
    void anOperatorLetsAPeerInWhoseClockWasPutBack() {
        join();
        assertEquals(true, isAnswered(DAY / 2, NOW));
        SimulatedNetwork.Node restarted = network.node("192.0.2.1:1000", 1);
        restarted.device.configure(c -> {
            c.setPrivateKey(a.identity.privateKey().copy());
            return c;
        });
        restarted.add(b, true);
        assertEquals(false, isAnswered(restarted, 0, NOW), "its timestamp is earlier than the last");
        b.device.configure(c -> {
            c.forgetTimestamp(c.peer(a.publicKey()).orElseThrow());
            return c;
        });
        assertEquals(true, isAnswered(restarted, 0, NOW));
        assertEquals(true, isAnswered(a, DAY / 2, NOW));
        assertEquals(false, isAnswered(restarted, 0, NOW));
        b.device.configure(c -> {
            c.removePeer(c.peer(a.publicKey()).orElseThrow());
            return c;
        });
        b.add(a, false);
        assertEquals(true, isAnswered(restarted, 0, NOW), "removed and added");
    }
}
