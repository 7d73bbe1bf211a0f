package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.Endpoint;
import dev.warren.net.IpFamily;
import dev.warren.wg.cookie.MacMaker;
import dev.warren.wg.noise.Messages;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One source that floods takes its own way to the control path, and the others don't feel it. */
class FloodTest {
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedNetwork.Node a = network.node("192.0.2.1:1000", 1);
    private final SimulatedNetwork.Node b = network.node("192.0.2.2:2000", 2);

    @Test
    void aPeerConnectsAtOnceThoughAnotherSourceHasFilledItsQueue() {
        a.add(b, true);
        b.add(a, true);
        a.send(1, b, 84);
        byte[] initiation = new byte[Messages.INITIATION_BYTES];
        initiation[0] = Messages.INITIATION;
        new MacMaker(b.identity.publicKey()).sign(initiation, network.now);
        for (int i = 0; i < 2 * HandshakeQueue.CAPACITY; i++) {
            Endpoint flooder = Endpoint.parse("203.0.113.5:" + (i + 1));
            b.receive(new SimulatedNetwork.Datagram(initiation.clone(), flooder, b.endpoint));
            network.now += 1_000;
        }
        assertTrue(java.util.Objects.requireNonNull(b.device.drops().snapshot().get(DropReason.HANDSHAKES_QUEUE_FULL))
                > 0);
        network.settle();
        assertEquals(1, b.delivered.size());
        assertTrue(network.count(Messages.COOKIE_REPLY) > 0, "the flood is asked for cookies");
    }

    @Test
    void answersToNothingOfOursTakeNoPlaceInTheQueue() {
        a.add(b, true);
        b.add(a, true);
        Random random = new Random(21);
        for (int i = 0; i < 2 * HandshakeQueue.CAPACITY; i++) {
            byte[] reply = new byte[Messages.COOKIE_REPLY_BYTES];
            random.nextBytes(reply);
            reply[0] = Messages.COOKIE_REPLY;
            reply[1] = 0;
            reply[2] = 0;
            reply[3] = 0;
            b.receive(new SimulatedNetwork.Datagram(reply, Endpoint.parse("203.0.113.5:7"), b.endpoint));
        }
        assertTrue(b.device.handshakes().isEmpty(), "seed 21");
    }

    @Test
    void aSourceIsCalmFiveTimesAtOnceAndThenTwentyTimesASecond() {
        SourceMeter meter = new SourceMeter(5);
        Arrival v4 = new Arrival().from(IpFamily.V4, 0, 0xc0000201L, 0, 9);
        Arrival v6 = new Arrival().from(IpFamily.V6, 0x2001_0db8_0000_0001L, 77, 0, 9);
        for (Arrival source : new Arrival[] {v4, v6}) {
            long now = 1_000_000_000L;
            int calm = 0;
            for (int i = 0; i < 10_000; i++) {
                calm += meter.isCalm(source, now) ? 1 : 0;
                now += 1_000_000;
            }
            assertTrue(calm >= 204 && calm <= 206, "in 10 s " + calm);
        }
        assertFalse(meter.isCalm(
                new Arrival().from(IpFamily.V6, v6.high, 123_456, 0, 1), 1_000_000_000L + 10_000_000_000L - 1_000_000));
    }

    @Test
    void ofBusySourcesTwentyThousandASecondAreLookedAt() {
        SourceMeter meter = new SourceMeter(5);
        int looked = 0;
        for (int i = 0; i < 1_000_000; i++) {
            looked += meter.mayPass(1_000_000_000L + i * 1_000L) ? 1 : 0;
        }
        assertTrue(looked >= 20_000 && looked <= 20_070, "in a second " + looked);
    }

    @Test
    void aSourceThatIsRefusedIsKeptOutByItsNetwork() {
        b.add(a, true);
        java.util.List<String> kept = new java.util.ArrayList<>();
        InboundPath guarded = b.device.inboundPath(
                new dev.warren.wg.crypto.JdkAead(),
                b.sink,
                (family, network, now) -> kept.add(family + " " + Long.toHexString(network)));
        byte[] initiation = new byte[Messages.INITIATION_BYTES];
        initiation[0] = Messages.INITIATION;
        new MacMaker(b.identity.publicKey()).sign(initiation, network.now);
        java.lang.foreign.MemorySegment memory = java.lang.foreign.MemorySegment.ofArray(initiation);
        for (int i = 0; i < HandshakeQueue.BUSY_CAPACITY + 5; i++) {
            guarded.datagrams(
                    new Arrival().from(IpFamily.V4, 0, 0xc0000201L, 0, 9),
                    memory,
                    0,
                    148,
                    148,
                    network.now + 50_000L * i);
        }
        assertEquals(java.util.List.of(), kept, "the queue still takes them");
        for (int i = 0; i < 10; i++) {
            guarded.datagrams(
                    new Arrival().from(IpFamily.V6, 0x2001_0db8_0000_0001L, i, 0, 9), memory, 0, 148, 148, network.now);
        }
        assertEquals(java.util.Collections.nCopies(5, "V6 20010db800000001"), kept);
    }
}
