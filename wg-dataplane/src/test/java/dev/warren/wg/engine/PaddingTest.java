package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.wg.noise.Messages;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Packets are padded with zeros to 16 bytes, but not past the interface's MTU, and arrive without. */
class PaddingTest {
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedNetwork.Node a = network.node("192.0.2.1:1000", 1);
    private final SimulatedNetwork.Node b = network.node("192.0.2.2:2000", 2);

    private int sealedLength(int length) {
        a.send(1, b, length);
        SimulatedNetwork.Datagram sent = Objects.requireNonNull(network.queue.poll());
        assertEquals(Messages.TRANSPORT, sent.type());
        b.receive(sent);
        assertEquals(length, b.delivered.getLast().length);
        return sent.bytes.length - Messages.KEEPALIVE_BYTES;
    }

    @Test
    void lengthsAreMultiplesOf16OrTheMtu() {
        a.add(b, true);
        b.add(a, true);
        a.ping(b);
        for (int mtu : new int[] {1_420, 1_280, 9_001, 65_535}) {
            a.device.setMtu(mtu);
            for (int length = 20; length <= Math.min(mtu, 65_450); length += length < 1_500 ? 1 : 97) {
                int expected = Math.min((length + 15) / 16 * 16, mtu);
                assertEquals(expected, sealedLength(length), "MTU " + mtu + " length " + length);
            }
        }
        a.device.setMtu(1_280);
        assertEquals(1_400, sealedLength(1_400), "one that is longer than the MTU of the moment is sent as it is");
    }

    @Test
    void theStagedToo() {
        a.add(b, true);
        b.add(a, true);
        a.send(1, b, 101);
        network.settle();
        assertEquals(
                112 + Messages.KEEPALIVE_BYTES,
                network.seen.stream()
                        .filter(d -> d.type() == Messages.TRANSPORT)
                        .findFirst()
                        .orElseThrow()
                        .bytes
                        .length);
        assertArrayEquals(new byte[4], java.util.Arrays.copyOfRange(b.delivered.getFirst(), 97, 101));
    }
}
