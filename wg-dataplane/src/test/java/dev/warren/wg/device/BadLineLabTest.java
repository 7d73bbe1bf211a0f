package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over a line that loses, reorders, doubles, replays, reflects, cuts and corrupts, traffic survives and nothing comes twice. */
@Tag("lab")
class BadLineLabTest {
    private static final int RELAY = 7_000;
    private static final int SINK = 9_000;
    private static final int PACKETS = 10_000;
    private static final int SHORT = 16;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static final class Count {
        final BitSet seen = new BitSet();
        int twice;
        int wrong;
    }

    @ParameterizedTest
    @CsvSource({"ours, ours, 1", "wireguard-go, ours, 2", "ours, wireguard-go, 3"})
    void trafficSurvivesAndNothingIsDeliveredTwice(String client, String server, long seed) throws Exception {
        try (Lab lab = new Lab(folder)) {
            Process first = lab.start(0, client);
            Process second = lab.start(1, server);
            BadLine line = new BadLine(seed, RELAY, "192.0.2.2", 51_821);
            Future<Integer> relay = NamespaceThread.start(lab.namespace(0), line::run);
            try {
                lab.configure("127.0.0.1:" + RELAY);
                Lab.await("connection", () -> pings(lab));
                for (boolean v6 : new boolean[] {false, true}) {
                    countPackets(lab, v6, "seed " + seed);
                }
                long before = lab.transferred(0);
                lab.iperf("fd09::2", false);
                lab.iperf("10.9.0.2", true);
                long moved = lab.transferred(0) - before;
                assertTrue(moved > 1_000_000, "TCP moved only " + moved + " bytes, seed " + seed);
            } finally {
                line.stop.set(true);
            }
            assertTrue(relay.get(10, TimeUnit.SECONDS) > PACKETS);
            assertTrue(first.isAlive() && second.isAlive());
            for (int end = 0; end < 2; end++) {
                assertTrue(!Lab.text(lab.log(end).toPath()).contains("fault"));
            }
        }
    }

    private static boolean pings(Lab lab) {
        try {
            return lab.ping(0, "10.9.0.2", "-c1", "-W1") == 0;
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void countPackets(Lab lab, boolean v6, String label) throws Exception {
        CountDownLatch bound = new CountDownLatch(1);
        Future<Count> received = NamespaceThread.start(lab.namespace(1), () -> receive(v6, bound));
        assertTrue(bound.await(5, TimeUnit.SECONDS));
        NamespaceThread.start(lab.namespace(0), () -> send(v6)).get(60, TimeUnit.SECONDS);
        Count count = received.get(60, TimeUnit.SECONDS);
        assertEquals(0, count.twice, label + ": delivered twice");
        assertEquals(0, count.wrong, label + ": delivered with other bytes");
        assertTrue(count.seen.cardinality() > PACKETS * 9 / 10, label + ": only " + count.seen.cardinality());
    }

    private static int send(boolean v6) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            InetSocketAddress to = new InetSocketAddress(InetAddress.ofLiteral(v6 ? "fd09::2" : "10.9.0.2"), SINK);
            for (int i = 0; i < PACKETS; i++) {
                byte[] bytes = new byte[SHORT + i % 1_200];
                ByteBuffer.wrap(bytes).putInt(i).putInt(~i).putLong(i * 0x9e37_79b9_7f4a_7c15L);
                socket.send(new DatagramPacket(bytes, bytes.length, to));
                LockSupport.parkNanos(20_000);
            }
        }
        return PACKETS;
    }

    private static Count receive(boolean v6, CountDownLatch bound) throws IOException {
        Count count = new Count();
        InetSocketAddress at = new InetSocketAddress(InetAddress.ofLiteral(v6 ? "fd09::2" : "10.9.0.2"), SINK);
        try (DatagramSocket socket = new DatagramSocket(at)) {
            socket.setReceiveBufferSize(4 << 20);
            socket.setSoTimeout(3_000);
            bound.countDown();
            DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
            while (true) {
                socket.receive(packet);
                ByteBuffer bytes = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
                int number = bytes.getInt();
                if (bytes.getInt() != ~number
                        || bytes.getLong() != number * 0x9e37_79b9_7f4a_7c15L
                        || packet.getLength() != SHORT + number % 1_200) {
                    count.wrong++;
                } else if (count.seen.get(number)) {
                    count.twice++;
                } else {
                    count.seen.set(number);
                }
                packet.setLength(2_000);
            }
        } catch (SocketTimeoutException over) {
            return count;
        }
    }
}
