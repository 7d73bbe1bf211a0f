package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.libc.Poller;
import dev.warren.linux.udp.DatagramReader;
import dev.warren.linux.udp.DatagramWriter;
import dev.warren.linux.udp.UdpSocket;
import dev.warren.net.Endpoint;
import dev.warren.net.IpFamily;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a router on the way sees of the tunnel's TOS and traffic class, and what its congestion marks become at the far end. */
@Tag("lab")
class TrafficClassLabTest {
    private static final int RELAY = 7_000;
    private static final int SINK = 9_000;
    private static final int DSCP_EF = 0xb8;
    private static final int AF41 = 0x88;
    private static final int LOST = -1;

    /** RFC 6040, figure 4: by the ECN bits inside and outside, those that come out; a mark on what knows no ECN is a loss. */
    private static final int[][] DECAPSULATED = {{0, 0, 0, LOST}, {1, 1, 1, 3}, {2, 1, 2, 3}, {3, 3, 3, 3}};

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.2", "[2001:db8::2]"})
    void congestionIsCarriedBothWaysDscpIsNotAndHandshakesAreAf41(String server) throws Exception {
        Endpoint endpoint = Endpoint.parse(server + ":51821");
        try (Lab lab = new Lab(folder)) {
            lab.start(0, Lab.OURS);
            lab.start(1, Lab.OURS);
            MarkingRelay relay = new MarkingRelay(RELAY, endpoint);
            Future<Integer> running = NamespaceThread.start(lab.namespace(0), relay::run);
            try {
                lab.configure((endpoint.family() == IpFamily.V4 ? "127.0.0.1:" : "[::1]:") + RELAY);
                assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W10"));
                assertEquals(Set.of(AF41), relay.seen.get(1), "initiations");
                assertEquals(Set.of(AF41), relay.seen.get(2), "responses");
                for (String inner : new String[] {"10.9.0.2", "[fd09::2]"}) {
                    everyCombination(lab, relay, Endpoint.parse(inner + ":" + SINK));
                }
            } finally {
                relay.stop.set(true);
            }
            assertTrue(running.get(10, TimeUnit.SECONDS) > 32);
        }
    }

    private static void everyCombination(Lab lab, MarkingRelay relay, Endpoint to) throws Exception {
        for (int inside = 0; inside < 4; inside++) {
            for (int outside = 0; outside < 4; outside++) {
                int mark = outside;
                relay.marks = seen -> mark;
                relay.seen.clear();
                int sent = DSCP_EF | inside;
                int expected = DECAPSULATED[inside][outside];
                String label = to + " inside " + inside + " outside " + outside;
                assertEquals(expected == LOST ? LOST : DSCP_EF | expected, through(lab, to, sent), label);
                assertEquals(Set.of(inside), relay.seen.get(4), label + ": what the router saw");
            }
        }
        relay.marks = seen -> seen;
    }

    /** Sends one datagram of a traffic class through the tunnel; returns that with which it arrived. */
    private static int through(Lab lab, Endpoint to, int trafficClass) throws Exception {
        return in(lab.namespace(1), () -> {
            try (UdpSocket sink = UdpSocket.open(to.family(), to.port(), 0)) {
                in(lab.namespace(0), () -> send(to, trafficClass));
                Poller poller = new Poller(1);
                poller.add(sink.fd());
                DatagramReader reader = new DatagramReader(1);
                if (!poller.await(400) || reader.read(sink) != 1) {
                    return LOST;
                }
                reader.select(0);
                return reader.trafficClass();
            }
        });
    }

    private static int send(Endpoint to, int trafficClass) throws Exception {
        try (UdpSocket socket = UdpSocket.open(to.family(), 0, 0)) {
            DatagramWriter writer = new DatagramWriter()
                    .to(to.family(), to.address().high(), to.address().low(), 0, to.port())
                    .trafficClass(trafficClass);
            return writer.send(socket, NativeMemory.allocate(16), 0, 16);
        }
    }

    private static <T> T in(String namespace, Callable<T> task) throws Exception {
        return NamespaceThread.start(namespace, task).get(20, TimeUnit.SECONDS);
    }
}
