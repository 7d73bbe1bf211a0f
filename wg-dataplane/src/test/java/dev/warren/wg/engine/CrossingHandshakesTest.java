package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.wg.noise.Messages;
import java.util.ArrayDeque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Both ends renew keys whenever they like while packets are on their way: on a line that loses nothing, nothing is lost. */
class CrossingHandshakesTest {
    private static final int STEPS = 1_500;

    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedNetwork.Node a = network.node("192.0.2.1:1000", 1);
    private final SimulatedNetwork.Node b = network.node("[2001:db8::2]:2000", 2);
    private final ArrayDeque<SimulatedNetwork.Datagram> toA = new ArrayDeque<>();
    private final ArrayDeque<SimulatedNetwork.Datagram> toB = new ArrayDeque<>();
    private int sentByA;
    private int sentByB;
    private int handshakes;

    private void sortOut() {
        while (!network.queue.isEmpty()) {
            SimulatedNetwork.Datagram datagram = network.queue.remove();
            handshakes += datagram.type() == Messages.RESPONSE ? 1 : 0;
            (datagram.to.equals(a.endpoint) ? toA : toB).add(datagram);
        }
    }

    private void step(Random random) {
        network.now += random.nextLong(SimulatedNetwork.SECOND / 20);
        switch (random.nextInt(12)) {
            case 0 -> {
                a.send(1, b, 84);
                sentByA++;
            }
            case 1 -> {
                b.send(2, a, 84);
                sentByB++;
            }
            case 2, 3 -> {
                if (!toA.isEmpty()) {
                    a.receive(toA.remove());
                }
            }
            case 4, 5 -> {
                if (!toB.isEmpty()) {
                    b.receive(toB.remove());
                }
            }
            case 6, 7 -> a.control.run(network.now, network.now);
            case 8, 9 -> b.control.run(network.now, network.now);
            case 10 -> {
                SimulatedNetwork.Node either = random.nextBoolean() ? a : b;
                either.device.request(either.peer(either == a ? b : a), Peer.INITIATE);
            }
            default -> network.nodes.forEach(n -> n.control.tick(network.now, network.now));
        }
        sortOut();
    }

    private static String drops(SimulatedNetwork.Node node, SimulatedNetwork.Node peer) {
        return node.device
                .configure(c -> c.drops(node.peer(peer)) + " of all " + c.drops())
                .replaceAll("[A-Z_]+=0,? ?", "");
    }

    @Test
    void noPacketIsLostHoweverTheyCross() {
        a.add(b, true);
        b.add(a, true);
        a.ping(b);
        b.ping(a);
        for (long seed = 1; seed <= 60; seed++) {
            Random random = new Random(seed);
            a.delivered.clear();
            b.delivered.clear();
            sentByA = 0;
            sentByB = 0;
            for (int i = 0; i < STEPS; i++) {
                step(random);
            }
            for (int i = 0; i < 200; i++) {
                network.now += SimulatedNetwork.SECOND / 10;
                while (!toA.isEmpty()) {
                    a.receive(toA.remove());
                }
                while (!toB.isEmpty()) {
                    b.receive(toB.remove());
                }
                network.nodes.forEach(n -> n.control.tick(network.now, network.now));
                network.nodes.forEach(n -> n.control.run(network.now, network.now));
                sortOut();
            }
            String label = "seed " + seed + " a " + drops(a, b) + " b " + drops(b, a);
            assertEquals(sentByA, b.delivered.size(), "from a to b, " + label);
            assertEquals(sentByB, a.delivered.size(), "from b to a, " + label);
        }
        assertTrue(handshakes > 200, "the test would say nothing: only " + handshakes + " handshakes");
    }
}
