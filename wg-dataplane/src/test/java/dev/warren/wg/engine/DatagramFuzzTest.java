package dev.warren.wg.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warren.wg.noise.Messages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** Datagrams of a stranger, who knows our public key, and of a peer gone bad: nothing is thrown, and the tunnel goes on. */
@Tag("slow")
class DatagramFuzzTest {
    /** Made once: a device's buffers live as long as the process. */
    private static final FuzzNetwork FUZZ = new FuzzNetwork();

    /** Everything that a says to b from the first packet on: seeds of all types. */
    static Stream<byte[]> messages() {
        FuzzNetwork recorded = new FuzzNetwork();
        recorded.begin();
        return recorded.network.seen.stream().map(datagram -> datagram.bytes);
    }

    /** The same as what follows the two bytes that say which message it is. */
    static Stream<byte[]> bodies() {
        return messages().flatMap(m -> IntStream.range(0, 6).mapToObj(i -> join(bytes(i % 3, i / 3), m, 4)));
    }

    /** Plain packets of both families from a's address and another. */
    static Stream<byte[]> packets() {
        String v4 = "4500001c00004000401100000a0000010a000002" + "0001000200080000";
        String v6 = "6000000000081140" + "fd000000000000000000000000000001" + "fd000000000000000000000000000002"
                + "0001000200080000";
        return Stream.of(v4, v6, v4.replace("0a000001", "0a000007"), v4 + "0000", v6.substring(0, 70))
                .map(hex -> join(bytes(3), HexFormat.of().parseHex(hex), 0));
    }

    static Stream<byte[]> conversations() {
        return Stream.of(
                bytes(1, 3, 9, 9, 9, 6, 0, 7, 0, 7, 1, 0, 5, 4, 1, 0, 0, 0),
                bytes(6, 6, 0, 0, 0, 0, 0, 0, 7, 0, 5, 4, 0, 0, 30, 1, 5, 5, 1, 0, 0, 0, 0, 4, 1, 0x45),
                bytes(7, 2, 1, 1, 5, 4, 0, 0, 0, 0, 7, 2, 2, 2, 6, 1, 0, 7, 2, 4, 4, 5, 4, 2, 0, 0, 0, 3, 1, 1));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] join(byte[] first, byte[] second, int from) {
        return ByteBuffer.allocate(first.length + second.length - from)
                .put(first)
                .put(second, from, second.length - from)
                .array();
    }

    @MethodSource("messages")
    @FuzzTest
    void aDatagramDeliversNothing(byte[] bytes) {
        FUZZ.beginInSession();
        FUZZ.deliver(bytes);
        assertEquals(0, FUZZ.b.delivered.size());
        FUZZ.assertWell();
    }

    /** The first byte's lowest bits say which message; the next says whether it names an index of ours. */
    @MethodSource("bodies")
    @FuzzTest
    void aHandshakeMessageWithARightMac1DeliversNothing(byte[] bytes) {
        if (bytes.length < 2) {
            return;
        }
        FUZZ.begin();
        int type = Messages.INITIATION + (bytes[0] & 0xff) % 3;
        byte[] message = Arrays.copyOfRange(bytes, 2, Math.max(bytes.length, Messages.INITIATION_BYTES));
        if ((bytes[1] & 1) != 0) {
            FUZZ.network.now += 10 * SimulatedNetwork.SECOND;
            FUZZ.b.device.request(FUZZ.b.peer(FUZZ.a), Peer.INITIATE);
            FUZZ.b.control.run(FUZZ.network.now, FUZZ.network.now);
            FUZZ.network.queue.clear();
            ByteBuffer.wrap(message)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(type == Messages.COOKIE_REPLY ? 0 : 4, FUZZ.indexOfB());
        }
        FUZZ.deliverSigned(type, message);
        assertEquals(0, FUZZ.b.delivered.size());
        FUZZ.network.now += 10 * SimulatedNetwork.SECOND;
        FUZZ.assertWell();
    }

    /** The first byte is the outer header's traffic class. */
    @MethodSource("packets")
    @FuzzTest
    void aPeersPacketIsDeliveredWholeAndFromItsOwnAddressOrNotAtAll(byte[] bytes) {
        if (bytes.length < 1) {
            return;
        }
        FUZZ.beginInSession();
        FUZZ.deliverSealed(Arrays.copyOfRange(bytes, 1, bytes.length), bytes[0] & 0xff);
        FUZZ.assertWell();
    }

    /** A conversation: each step begins with what it is and the length of its bytes. */
    @MethodSource("conversations")
    @FuzzTest
    void aConversationIsOutlived(byte[] bytes) {
        FUZZ.begin();
        ByteBuffer script = ByteBuffer.wrap(bytes);
        while (script.remaining() >= 2) {
            int what = script.get() & 0x7;
            byte[] part = new byte[Math.min(script.get() & 0xff, script.remaining())];
            script.get(part);
            step(what, part);
        }
        FUZZ.network.loses = d -> false;
        FUZZ.network.now += 200 * SimulatedNetwork.SECOND;
        FUZZ.network.pass(0.1);
        FUZZ.assertWell();
    }

    private static void step(int what, byte[] part) {
        SimulatedNetwork network = FUZZ.network;
        switch (what) {
            case 0 -> FUZZ.deliver(part);
            case 1, 2, 3 -> FUZZ.deliverSigned(what, part);
            case 4 -> FUZZ.deliverSealed(part, part.length);
            case 5 -> replay(part);
            case 6 -> {
                network.now += part.length * SimulatedNetwork.SECOND;
                network.pass(0.1);
            }
            default -> {
                network.loses = d -> part.length > 0 && (d.bytes[0] == part[0]);
                (part.length % 2 == 0 ? FUZZ.a : FUZZ.b).ping(part.length % 2 == 0 ? FUZZ.b : FUZZ.a);
            }
        }
    }

    /** Sends something that was on the wire again, to either end, perhaps with a byte changed or cut. */
    private static void replay(byte[] part) {
        if (part.length < 4) {
            return;
        }
        SimulatedNetwork network = FUZZ.network;
        SimulatedNetwork.Datagram seen =
                network.seen.get(network.seen.size() - 1 - (part[0] & 0xff) % network.seen.size());
        byte[] copy = Arrays.copyOf(seen.bytes, Math.max(1, seen.bytes.length - (part[1] & 0x0f)));
        copy[(part[2] & 0xff) % copy.length] ^= part[3];
        (part.length % 2 == 0 ? FUZZ.a : FUZZ.b).receive(new SimulatedNetwork.Datagram(copy, seen.from, seen.to));
        network.settle();
    }
}
