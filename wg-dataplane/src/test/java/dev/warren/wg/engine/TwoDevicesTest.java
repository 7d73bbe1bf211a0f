package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.Endpoint;
import dev.warren.net.PublicKey;
import dev.warren.wg.crypto.Secret;
import dev.warren.wg.noise.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Two devices in memory: what they say to each other, and when. */
class TwoDevicesTest {
    private final SimulatedNetwork network = new SimulatedNetwork();
    private final SimulatedNetwork.Node a = network.node("192.0.2.1:1000", 1);
    private final SimulatedNetwork.Node b = network.node("[2001:db8::2]:2000", 2);

    private void join() {
        a.add(b, true);
        b.add(a, false);
    }

    private static void psk(SimulatedNetwork.Node node, SimulatedNetwork.Node peer, int seed) {
        node.device.configure(c -> {
            byte[] key = new byte[32];
            key[0] = (byte) seed;
            c.setPresharedKey(c.peer(peer.publicKey()).orElseThrow(), Secret.consuming(key));
            return c;
        });
    }

    private long dropped(SimulatedNetwork.Node node, DropReason reason) {
        return Objects.requireNonNull(node.device.drops().snapshot().get(reason));
    }

    @Test
    void aPacketStartsAHandshakeAndArrivesAndSoDoesTheAnswer() {
        join();
        a.ping(b);
        assertEquals(1, b.delivered.size());
        assertEquals(84, b.delivered.getFirst().length);
        b.ping(a);
        assertEquals(1, a.delivered.size());
        assertEquals(1, network.count(Messages.INITIATION));
        assertEquals(1, network.count(Messages.RESPONSE));
        assertEquals(a.endpoint, Objects.requireNonNull(b.peer(a).endpoint).toEndpoint());
        assertTrue(b.peer(a).lastHandshakeUnixNanos > 0);
        assertEquals(b.peer(a).receivedBytes.get(), a.peer(b).sentBytes.get());
    }

    @Test
    void theResponderSendsNothingBeforeTheInitiatorsFirstPacket() {
        join();
        network.loses = d -> d.type() == Messages.TRANSPORT;
        a.ping(b);
        assertNull(b.peer(a).slots.current());
        network.loses = d -> false;
        a.ping(b);
        assertNotEquals(null, b.peer(a).slots.current());
    }

    @Test
    void presharedKeysMustAgree() {
        join();
        psk(a, b, 1);
        psk(b, a, 2);
        a.ping(b);
        assertEquals(0, b.delivered.size());
        assertTrue(dropped(a, DropReason.HANDSHAKE_REFUSED) > 0);
        psk(b, a, 1);
        network.pass(6);
        assertEquals(1, b.delivered.size(), "the staged packet goes out after the retry");
    }

    @Test
    void theInitiatorRekeysAfterTwoMinutesOfTrafficWithoutLosingAPacket() {
        join();
        for (int i = 0; i < 500; i++) {
            a.ping(b);
            b.ping(a);
            network.pass(1);
        }
        assertEquals(500, b.delivered.size());
        assertEquals(500, a.delivered.size());
        assertEquals(5, network.count(Messages.INITIATION));
    }

    @Test
    void anInitiatorThatOnlyReceivesRekeysBeforeItsKeyIsRejected() {
        join();
        a.ping(b);
        network.pass(164);
        assertEquals(1, network.count(Messages.INITIATION));
        network.pass(2);
        b.ping(a);
        assertEquals(2, network.count(Messages.INITIATION));
    }

    @Test
    void aLostInitiationIsSentAgainAndStagedPacketsGoOutInOrder() {
        join();
        List<Integer> lost = new ArrayList<>();
        network.loses = d -> d.type() == Messages.INITIATION && lost.size() < 3 && lost.add(1);
        for (int i = 0; i < 200; i++) {
            a.send(1, b, 100 + i);
        }
        network.pass(20);
        assertEquals(StagedPackets.LIMIT, b.delivered.size(), "the newest 128");
        assertEquals(100 + 72, b.delivered.getFirst().length);
        assertEquals(299, b.delivered.getLast().length);
        assertEquals(4, network.count(Messages.INITIATION));
    }

    @Test
    void handshakesStopAfterNinetySecondsOfSilence() {
        join();
        network.loses = d -> true;
        a.send(1, b, 84);
        network.pass(300);
        assertEquals(19, network.count(Messages.INITIATION));
        assertTrue(a.peer(b).staged.isEmpty());
    }

    @Test
    void aPeerRoamsByAuthenticPacketsOnly() {
        join();
        a.ping(b);
        a.endpoint = Endpoint.parse("198.51.100.9:9");
        a.ping(b);
        assertEquals(a.endpoint, Objects.requireNonNull(b.peer(a).endpoint).toEndpoint());
        SimulatedNetwork.Datagram last = network.seen.getLast();
        Endpoint stranger = Endpoint.parse("203.0.113.1:1");
        byte[] forged = last.bytes.clone();
        forged[20] ^= 1;
        b.receive(new SimulatedNetwork.Datagram(forged, stranger, b.endpoint));
        b.receive(new SimulatedNetwork.Datagram(last.bytes, stranger, b.endpoint));
        assertEquals(a.endpoint, Objects.requireNonNull(b.peer(a).endpoint).toEndpoint());
        assertEquals(1, dropped(b, DropReason.NOT_AUTHENTIC));
        assertEquals(1, dropped(b, DropReason.REPLAYED));
    }

    @Test
    void aReplayedInitiationIsRefused() {
        join();
        a.ping(b);
        SimulatedNetwork.Datagram initiation = network.seen.getFirst();
        network.pass(10);
        b.receive(initiation);
        network.settle();
        assertEquals(1, network.count(Messages.RESPONSE));
        assertEquals(1, dropped(b, DropReason.HANDSHAKE_REPLAYED));
    }

    @Test
    void aPacketFromAnAddressThatThePeerDoesNotOwnIsDropped() {
        join();
        a.ping(b);
        a.send(77, b, 84);
        network.settle();
        assertEquals(1, b.delivered.size());
        assertEquals(1, dropped(b, DropReason.WRONG_SOURCE));
    }

    @Test
    void underLoadASourceMustShowACookieAndThenPasses() {
        join();
        a.send(1, b, 84);
        a.control.run(network.now, network.now);
        SimulatedNetwork.Datagram initiation = Objects.requireNonNull(network.queue.peek());
        for (int i = 0; i < HandshakeQueue.CAPACITY / 8; i++) {
            byte[] noise = initiation.bytes.clone();
            b.receive(new SimulatedNetwork.Datagram(
                    noise, Endpoint.parse("203.0." + (i >> 8) + "." + (i & 0xff) + ":1"), b.endpoint));
        }
        network.settle();
        assertTrue(network.count(Messages.COOKIE_REPLY) > 0);
        assertEquals(0, network.count(Messages.RESPONSE));
        assertEquals(0, b.delivered.size());
        for (int i = 0; i < 60 && b.delivered.isEmpty(); i++) {
            b.device.handshakes().measure(network.now);
            network.pass(0.1);
        }
        assertEquals(1, b.delivered.size());
    }

    @Test
    void silenceIsKeptButForOneKeepaliveEach() {
        join();
        a.ping(b);
        long before = network.seen.size();
        network.pass(100);
        assertEquals(before + 1, network.seen.size(), "b answers the data with one keepalive, which nobody answers");
    }

    @Test
    void keysAreWipedAfterNineMinutesOfSilence() {
        join();
        a.ping(b);
        Keypair keypair = Objects.requireNonNull(a.peer(b).slots.current());
        network.pass(541);
        assertNull(a.peer(b).slots.current());
        assertTrue(keypair.keys.send().isZero());
        assertTrue(keypair.keys.receive().isZero());
    }

    @Test
    void aRemovedPeerIsForgottenAtOnce() {
        join();
        a.ping(b);
        b.device.configure(c -> {
            c.removePeer(c.peer(a.publicKey()).orElseThrow());
            return c;
        });
        a.ping(b);
        assertEquals(1, b.delivered.size());
        assertEquals(1, dropped(b, DropReason.NO_SESSION));
    }

    @Test
    void aPeerOfLowOrderGetsNoPacket() {
        a.device.configure(c -> {
            Peer peer = c.addPeer(PublicKey.of(new byte[32]));
            c.addAllowedIp(peer, dev.warren.net.Prefix.parse("10.0.0.2/32"));
            c.setEndpoint(peer, b.endpoint);
            return peer;
        });
        a.ping(b);
        network.pass(20);
        assertEquals(0, network.seen.size());
    }

    @Test
    void aNewPrivateKeyEndsTheSessions() {
        join();
        a.ping(b);
        a.device.configure(c -> {
            byte[] key = new byte[32];
            key[5] = 9;
            c.setPrivateKey(Secret.consuming(key));
            return c;
        });
        a.ping(b);
        assertEquals(1, b.delivered.size());
    }

    @Test
    void theSamePrivateKeyAgainChangesNothing() {
        join();
        a.ping(b);
        a.device.configure(c -> {
            c.setPrivateKey(Objects.requireNonNull(c.privateKey()).copy());
            return c;
        });
        a.ping(b);
        assertEquals(2, b.delivered.size());
        assertEquals(1, network.count(Messages.INITIATION));
    }

    @Test
    void goingDownEndsSessionsAndComingUpCallsPeersWithAPersistentKeepalive() {
        join();
        a.ping(b);
        a.device.setUp(false);
        assertNull(a.peer(b).slots.current());
        a.device.configure(c -> {
            c.setPersistentKeepalive(c.peer(b.publicKey()).orElseThrow(), 25);
            return c;
        });
        network.pass(60);
        assertEquals(1, network.count(Messages.INITIATION));
        a.device.setUp(true);
        network.settle();
        assertEquals(2, network.count(Messages.INITIATION));
        assertNotEquals(null, a.peer(b).slots.current());
    }

    /** The kernel hands packets over as soon as the interface is up, which the device notices a little later. */
    @Test
    void aPacketThatComesBeforeTheDeviceIsUpGoesOutWhenItIs() {
        join();
        a.device.setUp(false);
        a.ping(b);
        assertEquals(0, network.seen.size());
        a.device.setUp(true);
        network.settle();
        assertEquals(1, b.delivered.size());
    }

    @Test
    void lossReorderingAndDuplicationLoseNoMoreThanWasLost() {
        join();
        a.ping(b);
        java.util.Random random = new java.util.Random(99);
        int lost = 0;
        for (int round = 0; round < 200; round++) {
            List<SimulatedNetwork.Datagram> flying = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                a.send(1, b, 84);
                SimulatedNetwork.Datagram sent = Objects.requireNonNull(network.queue.poll());
                if (random.nextInt(10) == 0) {
                    lost++;
                } else {
                    flying.add(sent);
                    if (random.nextInt(5) == 0) {
                        flying.add(sent);
                    }
                }
            }
            java.util.Collections.shuffle(flying, random);
            flying.forEach(b::receive);
        }
        assertEquals(1 + 4_000 - lost, b.delivered.size());
    }
}
