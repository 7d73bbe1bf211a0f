package dev.warren.wg.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.wg.engine.Device;
import dev.warren.wg.engine.Peer;
import dev.warren.wg.timers.TimerParameters;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What subscribers read, how they are dropped, and that others don't notice. */
@Tag("slow")
class EventStreamTest {
    private static final String ONE = "b85996fecc9c7f1fc6d2572a76eda11d59bcd20be8e543b15ce4bd85a8e75a33";
    private static final String TWO = "58402e695ba1772b1cc9309755f043251ea77fdcf10fbe63989ceb7e19321376";

    private final Device device = new Device(TimerParameters.PAPER, new Random(1), () -> {});
    private final List<SocketChannel> clients = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ConfigurationServer server;

    @BeforeEach
    void serve() throws IOException {
        server = ConfigurationServer.start(folder.resolve("wg/t.sock"), device, new NoListenSettings(), () -> {});
    }

    @AfterEach
    void close() throws IOException {
        for (SocketChannel client : clients) {
            client.close();
        }
        server.close();
    }

    private BufferedReader request(String request) throws IOException {
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(server.path()));
        clients.add(client);
        client.write(ByteBuffer.wrap((request + "\n\n").getBytes(StandardCharsets.US_ASCII)));
        return new BufferedReader(Channels.newReader(client, StandardCharsets.US_ASCII));
    }

    /** The next block, without what it says of the time. */
    private static String block(BufferedReader reader) {
        return assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> Stream.generate(() -> line(reader))
                        .takeWhile(l -> !l.isEmpty())
                        .filter(l -> !l.startsWith("time_"))
                        .reduce("", (a, b) -> a + b + "\n"));
    }

    private static String line(BufferedReader reader) {
        try {
            return Objects.requireNonNullElse(reader.readLine(), "");
        } catch (IOException gone) {
            return "";
        }
    }

    @Test
    void aSubscriberHearsOfRoamingAndOfPrefixesThatMove() throws IOException {
        block(request(
                "set=1\npublic_key=" + ONE + "\nendpoint=192.0.2.1:7\nallowed_ip=10.0.0.0/24\nallowed_ip=fd00::/64"));
        BufferedReader events = request("subscribe=1");
        assertEquals("event=subscribed\n", block(events));
        block(request("set=1\npublic_key=" + ONE + "\nendpoint=192.0.2.1:7"));
        block(request("set=1\npublic_key=" + ONE + "\nendpoint=[2001:db8::1]:8"));
        assertEquals(
                "event=endpoint_changed\npublic_key=" + ONE
                        + "\nendpoint=[2001:db8::1]:8\nprevious_endpoint=192.0.2.1:7\n",
                block(events));
        block(request("set=1\npublic_key=" + TWO + "\nallowed_ip=10.0.0.0/24\nallowed_ip=fd00::/64\nallowed_ip=::/0"));
        String moved = block(events);
        assertTrue(
                moved.startsWith(
                        "event=prefixes_moved\npublic_key=" + TWO + "\nprevious_public_key=" + ONE + "\ncount="),
                moved);
        assertTrue(block(request("get=counters")).contains("\nprefix_moves=2\npublic_key="));
        assertFalse(block(request("get=1")).contains("drop"), "wg's request is as it was");
    }

    @Test
    void aHundredThousandMovesBetweenTwoPeersAreFewBlocksAndAllAreCounted() throws IOException {
        BufferedReader events = request("subscribe=1");
        block(events);
        move(100_000, false);
        move(100_000, true);
        long counted = 0;
        while (counted < 100_000) {
            counted += block(events)
                    .lines()
                    .filter(l -> l.startsWith("count="))
                    .mapToLong(l -> Long.parseLong(l.substring(6)))
                    .sum();
        }
        assertEquals(100_000, counted);
    }

    @Test
    void aSlowSubscriberIsDroppedWithALastLineThatSaysSo() throws IOException {
        BufferedReader slow = request("subscribe=1");
        block(slow);
        BufferedReader other = request("subscribe=1");
        block(other);
        block(request("set=1\npublic_key=" + ONE));
        // Nobody reads: what fits the socket's buffers, then the queue, then no more. Both are far behind at once.
        device.configure(c -> {
            Peer peer = c.peer(PublicKey.parseHex(ONE)).orElseThrow();
            for (int i = 0; i < 50_000; i++) {
                c.setEndpoint(peer, dev.warren.net.Endpoint.parse("192.0.2.1:" + (1 + i % 60_000)));
            }
            return c;
        });
        String last = "";
        int blocks = 0;
        for (String block = block(slow); !block.isEmpty(); block = block(slow)) {
            last = block;
            blocks++;
        }
        assertEquals("errno=-105\n", last);
        assertTrue(blocks >= EventQueue.CAPACITY && blocks < 50_000, blocks + " blocks");
        assertTrue(block(request("get=1")).contains("errno=0"), "others go on");
    }

    @Test
    void thereAreAtMostSixteenSubscribersAndPlacesBecomeFreeAgain() throws IOException {
        for (int i = 0; i < 16; i++) {
            assertEquals("event=subscribed\n", block(request("subscribe=1")));
        }
        assertEquals("errno=-16\n", block(request("subscribe=1")));
        clients.getFirst().close();
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!block(request("subscribe=1")).equals("event=subscribed\n")) {
            assertTrue(System.nanoTime() < deadline, "the place stays taken");
        }
    }

    @Test
    void whatIsNoRequestIsRefused() throws IOException {
        assertEquals("errno=-22\n", block(request("subscribe=2")));
        assertEquals("errno=-22\n", block(request("subscribe=1\npublic_key=" + ONE)));
        assertEquals("errno=-22\n", block(request("get=counters\nget=1")));
    }

    private void move(int count, boolean toTwo) {
        device.configure(c -> {
            PublicKey key = PublicKey.parseHex(toTwo ? TWO : ONE);
            Peer peer = c.peer(key).orElseGet(() -> c.addPeer(key));
            for (int i = 0; i < count; i++) {
                c.addAllowedIp(
                        peer, Prefix.parse("10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255) + "/32"));
            }
            return c;
        });
    }

    private static final class NoListenSettings implements ListenSettings {
        @Override
        public int port() {
            return 0;
        }

        @Override
        public void setPort(int port) {}

        @Override
        public int mark() {
            return 0;
        }

        @Override
        public void setMark(int mark) {}
    }
}
