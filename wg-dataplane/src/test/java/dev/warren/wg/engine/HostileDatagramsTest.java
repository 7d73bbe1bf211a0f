package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.wg.noise.Messages;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever comes from the network, nothing is thrown, nothing delivered, and the tunnel goes on. */
class HostileDatagramsTest {
    private static final long SEED = 4711;

    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedNetwork.Node a = network.node("192.0.2.1:1000", 1);
    private final SimulatedNetwork.Node b = network.node("192.0.2.2:2000", 2);
    private final Random random = new Random(SEED);

    @Test
    void everyLengthOfRubbishOfEveryTypeIsDropped() {
        a.add(b, true);
        b.add(a, true);
        a.ping(b);
        int index = java.util.Objects.requireNonNull(b.peer(a).slots.current()).localIndex;
        for (int length = 0; length <= 65_507; length += length < 2_000 ? 1 : 331) {
            for (int type = 0; type <= 5; type++) {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                put(bytes, 0, type);
                put(bytes, 4, index);
                if (type == Messages.RESPONSE) {
                    put(bytes, 8, index);
                }
                b.receive(new SimulatedNetwork.Datagram(bytes, a.endpoint, b.endpoint));
            }
        }
        network.settle();
        assertEquals(1, b.delivered.size(), "seed " + SEED);
        a.ping(b);
        assertEquals(2, b.delivered.size(), "seed " + SEED);
    }

    @Test
    void trueMessagesCutOrChangedAnywhereAreDropped() {
        a.add(b, true);
        b.add(a, true);
        a.ping(b);
        for (SimulatedNetwork.Datagram seen : java.util.List.copyOf(network.seen)) {
            for (int i = 0; i < 400; i++) {
                byte[] bytes = java.util.Arrays.copyOf(
                        seen.bytes, random.nextBoolean() ? seen.bytes.length : random.nextInt(200));
                if (bytes.length > 0) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
                }
                b.receive(new SimulatedNetwork.Datagram(bytes, seen.from, b.endpoint));
                network.settle();
            }
        }
        assertEquals(1, b.delivered.size(), "seed " + SEED);
        a.ping(b);
        assertTrue(b.delivered.size() == 2, "seed " + SEED);
    }

    private static void put(byte[] bytes, int at, int value) {
        for (int i = 0; i < 4 && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
