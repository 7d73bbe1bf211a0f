package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.wg.cookie.MacMaker;
import dev.warren.wg.noise.Messages;
import dev.warren.wg.timers.TimerParameters;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The paper's limits, each to the number. */
class LimitsTest {
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedNetwork.Node a = network.node("192.0.2.1:1000", 1);
    private final SimulatedNetwork.Node b = network.node("192.0.2.2:2000", 2);

    private void join() {
        a.add(b, true);
        b.add(a, true);
        a.ping(b);
        assertEquals(1, b.delivered.size());
    }

    private Keypair currentOfA() {
        return Objects.requireNonNull(a.peer(b).slots.current());
    }

    private long dropped(DropReason reason) {
        return Objects.requireNonNull(b.device.drops().snapshot().get(reason));
    }

    @Test
    void afterTwoToTheSixtyMessagesANewHandshakeBegins() {
        join();
        currentOfA().sendCounter.set((1L << 60) - 1);
        network.now += 6 * SimulatedNetwork.SECOND;
        a.ping(b);
        assertEquals(1, network.count(Messages.INITIATION), "2^60 were sent");
        a.ping(b);
        assertEquals(2, network.count(Messages.INITIATION), "one more");
        assertEquals(3, b.delivered.size());
    }

    /** A batch is checked once before it is sent, so that a key ends up to a batch early, never late. */
    @Test
    void noCounterReachesTheLastEightThousand() {
        join();
        currentOfA().sendCounter.set(-(1L << 13) - 1 - 65_536);
        network.now += 6 * SimulatedNetwork.SECOND;
        a.send(1, b, 84);
        assertTrue(network.queue.stream().noneMatch(d -> d.type() == Messages.TRANSPORT));
        network.settle();
        assertEquals(2, b.delivered.size(), "with a new key");
        assertEquals(2, network.count(Messages.INITIATION));
    }

    /** The first of a session is answered always; the next waits for a fiftieth of a second. */
    @Test
    void aPeerMayStartFiftyHandshakesASecond() {
        join();
        network.now += 10 * SimulatedNetwork.SECOND;
        int answered = 0;
        for (int millisecond = 0; millisecond < 1_000; millisecond++) {
            network.now += SimulatedNetwork.SECOND / 1_000;
            a.peer(b).handshakeSent = false;
            a.device.request(a.peer(b), Peer.INITIATE);
            // The clock of initiations runs ahead of the wall's, so that each timestamp is new.
            long before = network.count(Messages.RESPONSE);
            network.settle();
            answered += (int) (network.count(Messages.RESPONSE) - before);
        }
        assertEquals(50, answered);
        assertEquals(950, dropped(DropReason.HANDSHAKE_REPLAYED));
    }

    @Test
    void withoutARightMac1NothingIsDone() {
        join();
        byte[] initiation = network.seen.getFirst().bytes.clone();
        long sent = network.seen.size();
        for (int i = 0; i < 16; i++) {
            initiation[Messages.INITIATION_BYTES - Messages.MACS + i] ^= 1;
            b.receive(new SimulatedNetwork.Datagram(initiation.clone(), a.endpoint, b.endpoint));
            assertTrue(b.device.handshakes().isEmpty(), "byte " + i);
            initiation[Messages.INITIATION_BYTES - Messages.MACS + i] ^= 1;
        }
        network.settle();
        assertEquals(16, dropped(DropReason.WRONG_MAC));
        assertEquals(sent, network.seen.size(), "nothing is answered");
    }

    /** Of all low-order points zero is the plainest; Wycheproof's vectors have the others. */
    @Test
    void anInitiationWithALowOrderPointIsNotAnswered() {
        join();
        byte[] initiation = network.seen.getFirst().bytes.clone();
        java.util.Arrays.fill(initiation, Messages.INITIATION_NOISE, Messages.INITIATION_NOISE + 32, (byte) 0);
        new MacMaker(b.identity.publicKey()).sign(initiation, network.now);
        long refused = dropped(DropReason.HANDSHAKE_REFUSED);
        long sent = network.seen.size();
        network.now += SimulatedNetwork.SECOND;
        network.queue.clear();
        b.receive(new SimulatedNetwork.Datagram(initiation, a.endpoint, b.endpoint));
        network.settle();
        assertEquals(refused + 1, dropped(DropReason.HANDSHAKE_REFUSED));
        assertEquals(sent, network.seen.size());
    }

    /** Only what is authentic moves the window: a forgery with a later counter shuts nothing out. */
    @Test
    void theReplayWindowIsAskedAfterTheAuthenticator() {
        join();
        a.send(1, b, 84);
        SimulatedNetwork.Datagram truth = network.queue.removeLast();
        for (long counter : new long[] {1, 2, 100_000, 1L << 62}) {
            byte[] forged = truth.bytes.clone();
            for (int i = 0; i < 8; i++) {
                forged[Messages.TRANSPORT_COUNTER + i] = (byte) (counter >>> (8 * i));
            }
            forged[Messages.TRANSPORT_PACKET] ^= 1;
            b.receive(new SimulatedNetwork.Datagram(forged, a.endpoint, b.endpoint));
        }
        assertEquals(4, dropped(DropReason.NOT_AUTHENTIC));
        b.receive(truth);
        assertEquals(2, b.delivered.size());
    }

    @Test
    void theDefaultsAreThePapers() {
        TimerParameters paper = TimerParameters.PAPER;
        long second = SimulatedNetwork.SECOND;
        assertEquals(
                new TimerParameters(120 * second, 180 * second, 90 * second, 5 * second, 10 * second, 334_000_000),
                paper);
        assertEquals(165 * second, paper.rekeyOnReceiveTime());
        assertEquals(540 * second, paper.wipeAfterTime());
        assertEquals(18, paper.maximumAttempts());
        assertEquals(1L << 60, TimerParameters.REKEY_AFTER_MESSAGES);
    }

    /** Silence after our data: 10 s + 5 s + jitter, then a handshake; a retry comes 5 s + jitter after that. */
    @Test
    void anEndThatFellSilentIsCalledAfterFifteenSeconds() {
        join();
        network.pass(100);
        a.ping(b);
        b.device.setUp(false);
        long before = network.count(Messages.INITIATION);
        a.send(1, b, 84);
        network.pass(14.9);
        assertEquals(before, network.count(Messages.INITIATION));
        network.pass(0.6);
        assertEquals(before + 1, network.count(Messages.INITIATION));
        network.pass(4.8);
        assertEquals(before + 1, network.count(Messages.INITIATION));
        network.pass(0.8);
        assertEquals(before + 2, network.count(Messages.INITIATION));
    }

    @Test
    void keysThatAreTooOldAreNotUsedAndAtLastWiped() {
        join();
        Keypair keypair = currentOfA();
        network.loses = d -> true;
        network.now = keypair.createdAt + 180 * SimulatedNetwork.SECOND - 1;
        assertTrue(keypair.canSend(network.now, TimerParameters.PAPER));
        assertTrue(keypair.canReceive(network.now, TimerParameters.PAPER));
        assertFalse(keypair.canSend(network.now + 1, TimerParameters.PAPER));
        assertFalse(keypair.canReceive(network.now + 1, TimerParameters.PAPER));
        assertTrue(keypair.isStaleForSending(keypair.createdAt + 120 * SimulatedNetwork.SECOND, TimerParameters.PAPER));
        network.now = keypair.createdAt + 539 * SimulatedNetwork.SECOND;
        network.pass(0.1);
        assertFalse(keypair.keys.send().isZero());
        network.pass(1.2);
        assertNull(a.peer(b).slots.current());
        assertTrue(keypair.keys.send().isZero());
    }
}
