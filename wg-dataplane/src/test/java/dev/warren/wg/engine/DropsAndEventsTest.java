package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.net.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each drop is counted with its reason, of the peer where one is known; each event is told once. */
class DropsAndEventsTest {
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedNetwork.Node a = network.node("192.0.2.1:1000", 1);
    private final SimulatedNetwork.Node b = network.node("[2001:db8::2]:2000", 2);
    private final List<String> told = new ArrayList<>();

    private void join() {
        a.add(b, true);
        b.add(a, false);
        b.device.events().subscribe(e -> told.add(e.getClass().getSimpleName()));
    }

    private Map<DropReason, Long> dropsOfA() {
        return b.device.configure(c -> c.drops(b.peer(a)));
    }

    @Test
    void forgeriesReplaysAndWrongSourcesAreCountedOfTheirPeer() {
        join();
        a.ping(b);
        assertEquals(Map.of(), dropsOfA());
        SimulatedNetwork.Datagram last = network.seen.getLast();
        byte[] forged = last.bytes.clone();
        forged[20] ^= 1;
        b.receive(new SimulatedNetwork.Datagram(forged, a.endpoint, b.endpoint));
        b.receive(last);
        b.receive(last);
        a.send(77, b, 84);
        network.settle();
        assertEquals(
                Map.of(DropReason.NOT_AUTHENTIC, 1L, DropReason.REPLAYED, 2L, DropReason.WRONG_SOURCE, 1L), dropsOfA());
        assertEquals(2, b.device.drops().snapshot().get(DropReason.REPLAYED));
    }

    @Test
    void aPacketThatCantBeSentIsCountedOfItsPeer() {
        join();
        for (int i = 0; i < StagedPackets.LIMIT + 3; i++) {
            a.send(1, b, 84);
        }
        assertEquals(Map.of(DropReason.STAGED_TOO_MANY, 3L), a.device.configure(c -> c.drops(a.peer(b))));
        b.send(2, a, 84);
        assertEquals(Map.of(DropReason.NO_ENDPOINT, 1L), dropsOfA());
    }

    @Test
    void aReplayedInitiationIsCountedOfItsPeer() {
        join();
        a.ping(b);
        network.pass(10);
        b.receive(network.seen.getFirst());
        network.settle();
        assertEquals(Map.of(DropReason.HANDSHAKE_REPLAYED, 1L), dropsOfA());
    }

    @Test
    void handshakeRoamingAndExpiryAreToldOnce() {
        join();
        a.ping(b);
        a.ping(b);
        assertEquals(List.of("EndpointChanged", "HandshakeCompleted"), told);
        told.clear();
        a.endpoint = Endpoint.parse("198.51.100.9:9");
        a.ping(b);
        a.ping(b);
        assertEquals(List.of("EndpointChanged"), told);
        told.clear();
        network.loses = d -> true;
        network.pass(700);
        assertEquals(List.of("SessionExpired"), told);
    }

    @Test
    void aPeerThatDoesNotAnswerIsGivenUpOnce() {
        join();
        a.device.events().subscribe(e -> told.add(e.getClass().getSimpleName()));
        network.loses = d -> true;
        a.send(1, b, 84);
        network.pass(300);
        assertEquals(List.of("HandshakeGivenUp"), told);
    }

    @Test
    void aSuspensionWipesAllKeysAndTheTunnelComesBack() {
        join();
        a.ping(b);
        Keypair before = java.util.Objects.requireNonNull(b.peer(a).slots.current());
        told.clear();
        b.device.expireSessions();
        b.device.expireSessions();
        network.pass(0.1);
        assertEquals(List.of("SessionExpired"), told);
        assertEquals(true, before.keys.send().isZero() && before.keys.receive().isZero());
        b.ping(a);
        assertEquals(1, a.delivered.size());
    }
}
