package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.net.Endpoint;
import dev.warren.wg.cookie.MacMaker;
import dev.warren.wg.crypto.JdkAead;
import dev.warren.wg.noise.Messages;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;

/** Two devices for fuzz targets, made once: each input begins with a session, of its own or one that serves many. */
final class FuzzNetwork {
    private static final long HOUR = 3_600 * SimulatedNetwork.SECOND;
    private static final int LARGEST = 65_507;

    final SimulatedNetwork network = new SimulatedNetwork();
    final SimulatedNetwork.Node a = network.node("192.0.2.1:1000", 1);
    final SimulatedNetwork.Node b = network.node("[2001:db8::2]:2000", 2);
    final Endpoint stranger = Endpoint.parse("203.0.113.5:7");
    private boolean begun;
    private final JdkAead aead = new JdkAead();
    private final MemorySegment sealed = NativeMemory.allocate(LARGEST + 64);

    /** Begins an input that changes no session: the one at hand serves, and is renewed every minute. */
    void beginInSession() {
        Keypair current = begun ? a.peer(b).slots.current() : null;
        network.now += SimulatedNetwork.SECOND / 100;
        if (current == null || network.now - current.createdAt > 60 * SimulatedNetwork.SECOND) {
            begin();
        }
        network.seen.clear();
    }

    /** Forgets all inputs before. */
    void begin() {
        begun = true;
        network.now += HOUR;
        network.loses = d -> false;
        network.queue.clear();
        network.seen.clear();
        for (SimulatedNetwork.Node node : network.nodes) {
            node.device.configure(c -> {
                c.removeAllPeers();
                return c;
            });
            node.control.tick(network.now, network.now);
        }
        network.settle();
        a.add(b, true);
        b.add(a, true);
        a.ping(b);
        b.ping(a);
        a.delivered.clear();
        b.delivered.clear();
    }

    /** Has b receive this from a stranger. */
    void deliver(byte[] bytes) {
        b.receive(new SimulatedNetwork.Datagram(
                bytes.length > LARGEST ? Arrays.copyOf(bytes, LARGEST) : bytes, stranger, b.endpoint));
        network.settle();
    }

    /** Has b receive a handshake message of this type with a right MAC1; the bytes are what follows the type. */
    void deliverSigned(int type, byte[] bytes) {
        int length = switch (type) {
            case Messages.INITIATION -> Messages.INITIATION_BYTES;
            case Messages.RESPONSE -> Messages.RESPONSE_BYTES;
            default -> Messages.COOKIE_REPLY_BYTES;
        };
        byte[] message = new byte[length];
        System.arraycopy(bytes, 0, message, 4, Math.min(bytes.length, length - 4));
        message[0] = (byte) type;
        if (type != Messages.COOKIE_REPLY) {
            byte[] second = Arrays.copyOfRange(message, length - 16, length);
            new MacMaker(b.identity.publicKey()).sign(message, network.now);
            System.arraycopy(second, 0, message, length - 16, 16);
        }
        deliver(message);
    }

    /** The index of ours that b's handshake or session has: what an answer must name. */
    int indexOfB() {
        IndexTable.Entry pending = b.peer(a).handshakeEntry;
        Keypair current = b.peer(a).slots.current();
        return pending != null ? pending.index : current != null ? current.localIndex : 0;
    }

    /** Has b receive a transport message of a's with any bytes inside: what a peer gone bad can send. */
    void deliverSealed(byte[] plain, int trafficClass) {
        Keypair keypair = a.peer(b).slots.current();
        if (keypair == null || plain.length > LARGEST - Messages.KEEPALIVE_BYTES) {
            return;
        }
        long counter = keypair.nextCounters(1);
        sealed.set(NativeMemory.INT, 0, Messages.TRANSPORT);
        sealed.set(NativeMemory.INT, Messages.TRANSPORT_RECEIVER, keypair.remoteIndex);
        sealed.set(NativeMemory.LONG, Messages.TRANSPORT_COUNTER, counter);
        MemorySegment.copy(plain, 0, sealed, ValueLayout.JAVA_BYTE, Messages.TRANSPORT_PACKET, plain.length);
        aead.seal(keypair.keys.send(), counter, sealed, Messages.TRANSPORT_PACKET, plain.length);
        byte[] bytes =
                sealed.asSlice(0, plain.length + Messages.KEEPALIVE_BYTES).toArray(ValueLayout.JAVA_BYTE);
        b.receive(new SimulatedNetwork.Datagram(bytes, a.endpoint, b.endpoint), trafficClass);
        network.settle();
    }

    /** Both know where the other is, and pings go both ways; what else was delivered has an owned source and its true length. */
    void assertWell() {
        for (SimulatedNetwork.Node to : network.nodes) {
            SimulatedNetwork.Node from = to == a ? b : a;
            to.delivered.forEach(packet -> assertOwned(packet, from.number));
            to.delivered.clear();
            from.ping(to);
            assertEquals(1, to.delivered.size(), () -> "a ping to " + to.endpoint);
            assertEquals(
                    from.endpoint,
                    Objects.requireNonNull(to.peer(from).endpoint).toEndpoint());
            to.delivered.clear();
        }
    }

    private static void assertOwned(byte[] packet, int number) {
        MemorySegment view = MemorySegment.ofArray(packet);
        assertEquals(packet.length, dev.warren.wg.packet.IpHeader.packetLength(view, 0, packet.length));
        boolean v4 = (packet[0] & 0xf0) == 0x40;
        byte[] owned = v4 ? new byte[] {10, 0, 0, (byte) number} : new byte[16];
        if (!v4) {
            owned[0] = (byte) 0xfd;
            owned[15] = (byte) number;
        }
        int at = v4 ? 12 : 8;
        assertArrayEquals(owned, Arrays.copyOfRange(packet, at, at + owned.length));
    }
}
