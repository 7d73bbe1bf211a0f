package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.linux.lab.LabNamespace;
import dev.warren.linux.libc.NativeMemory;
import dev.warren.linux.udp.DatagramReader;
import dev.warren.linux.udp.DatagramWriter;
import dev.warren.linux.udp.UdpSocket;
import dev.warren.net.Endpoint;
import dev.warren.net.IpFamily;
import dev.warren.wg.engine.Quiescence;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the kernel lets through of sources that flood and of others. */
@Tag("lab")
class FloodGuardLabTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int MANY = 1_600;

    /** Sources: one that floods, for IPv6 another of its /64, and one that does not. */
    @ParameterizedTest
    @CsvSource({"192.0.2.9, 192.0.2.9, 192.0.2.8", "[2001:db8:0:9::1], [2001:db8:0:9::2], [2001:db8:0:8::1]"})
    void handshakesOfAFloodingSourceAreThinnedOutAndNothingElse(String flooding, String same, String other)
            throws Exception {
        Endpoint bad = Endpoint.parse(flooding + ":0");
        try (LabNamespace lab = LabNamespace.create()) {
            for (String address : new String[] {flooding, same, other}) {
                String bare = address.replaceAll("[\\[\\]]", "");
                lab.run("ip", "addr", "replace", bare, "dev", "lo", bare.contains(":") ? "nodad" : "noprefixroute");
            }
            lab.inside(() -> {
                Sockets sockets = new Sockets(new Quiescence(), () -> {}, 1);
                SocketFloodGuard guard = new SocketFloodGuard(sockets, 0);
                long network = bad.family() == IpFamily.V4
                        ? bad.address().low()
                        : bad.address().high();
                guard.keepOut(bad.family(), network, 5 * SECOND);
                assertTrue(guard.isActive());
                for (int type = 1; type <= 3; type++) {
                    int through = through(sockets, same, type);
                    assertTrue(through > MANY / 16 / 2 && through < MANY / 16 * 2, through + " of type " + type);
                    assertEquals(MANY, through(sockets, other, type));
                }
                assertEquals(MANY, through(sockets, same, 4), "transport messages");
                guard.relax(sockets.present(0), 7 * SECOND);
                assertTrue(guard.isActive());
                guard.keepOut(bad.family(), network, 7 * SECOND);
                guard.relax(sockets.present(0), 9 * SECOND);
                assertTrue(guard.isActive());
                guard.relax(sockets.present(0), 9 * SECOND + 1);
                assertTrue(!guard.isActive());
                assertEquals(MANY, through(sockets, same, 1), "after two quiet seconds");
                everySourceOfManyIsKeptOut(sockets, guard, bad.family());
                sockets.close();
                return true;
            });
        }
    }

    private static void everySourceOfManyIsKeptOut(Sockets sockets, SocketFloodGuard guard, IpFamily family)
            throws Exception {
        String[] sources = family == IpFamily.V4
                ? new String[] {"127.0.0.1", "127.0.0.2", "127.0.0.8"}
                : new String[] {"[::1]", "[2001:db8:0:9::1]", "[2001:db8:0:8::1]"};
        for (int i = 0; i < 5; i++) {
            guard.keepOut(family, 77 + i, SECOND);
        }
        for (String source : sources) {
            Endpoint endpoint = Endpoint.parse(source + ":0");
            guard.keepOut(
                    family,
                    family == IpFamily.V4
                            ? endpoint.address().low()
                            : endpoint.address().high(),
                    SECOND);
        }
        for (int i = 0; i < 5; i++) {
            guard.keepOut(family, 770 + i, SECOND);
        }
        for (String source : sources) {
            assertTrue(through(sockets, source, 1) < MANY / 8, source);
        }
    }

    /** How many of many datagrams of this type from this address come through. */
    private static int through(Sockets sockets, String from, int type) throws Exception {
        Endpoint source = Endpoint.parse(from + ":0");
        UdpSocket to = java.util.Objects.requireNonNull(sockets.present(0).of(source.family()));
        MemorySegment message = NativeMemory.allocate(148);
        message.set(NativeMemory.INT, 0, type);
        DatagramReader reader = new DatagramReader(16);
        int through = 0;
        try (UdpSocket sender = UdpSocket.open(source.family(), 0, 0)) {
            DatagramWriter writer = new DatagramWriter();
            for (int i = 0; i < MANY; i++) {
                writer.to(
                        source.family(),
                        source.address().high(),
                        source.address().low(),
                        0,
                        sockets.port());
                writer.from(source.address().high(), source.address().low());
                assertEquals(0, writer.send(sender, message, 0, 148));
                if (i % 100 == 99) {
                    through += drain(reader, to);
                }
            }
        }
        return through;
    }

    private static int drain(DatagramReader reader, UdpSocket socket) {
        int all = 0;
        for (int count = reader.read(socket); count > 0; count = reader.read(socket)) {
            for (int slot = 0; slot < count; slot++) {
                reader.select(slot);
                all += (reader.length() + reader.segmentSize() - 1) / reader.segmentSize();
                reader.release(slot);
            }
        }
        return all;
    }
}
