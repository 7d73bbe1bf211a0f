package dev.warren.bgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.wire.Announcement;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** While a new neighbour gets 100,000 routes of a family, what ten others tell each other in both isn't held up. */
@Tag("slow")
class DelayTest {
    private static final int ROUTES = 100_000;
    private static final int CHURNING = 10;
    private static final int DUMPS = 10;

    /**
     * What is promised is 100 ms. On 2 cores with a load of 5 to 9 by others, 22 runs saw a median of 1 to 6 ms, a 95th percentile of 6 to
     * 21 ms, a 99th of 7 to 44 ms (and twice of 110 to 121 ms), and at worst 9 to 197 ms: who isn't given a core for 100 ms is late for that
     * alone. So nearly all are held to half of the promise, and the worst one to two and a half times what was seen.
     */
    private static final long NEARLY_ALL_MICROS = 50_000;

    private static final long WORST_MICROS = 500_000;

    private final List<RawNeighbour> raw = new ArrayList<>();
    private final AtomicInteger taken = new AtomicInteger();

    @AfterEach
    void closeAll() throws IOException {
        for (RawNeighbour one : raw) {
            one.close();
        }
    }

    private static String address(int index) {
        return "127.0.0." + (60 + index);
    }

    private static long asn(int index) {
        return 64600L + index;
    }

    @ParameterizedTest
    @EnumSource
    void aDumpHoldsNobodyUp(IpFamily family) throws IOException {
        InetSocketAddress listening = OpenSpeaker.free("127.0.0.59");
        List<NeighbourConfig> configs = IntStream.range(0, CHURNING + DUMPS)
                .mapToObj(index -> OpenSpeaker.neighbour(address(index), asn(index)))
                .toList();
        try (Speaker speaker = Speaker.start(
                new SpeakerConfig(Asn.of(64512), RouterId.parse("10.0.0.1"), List.of(listening), configs))) {
            for (int index = 0; index < CHURNING; index++) {
                RawNeighbour one = connect(listening, index);
                raw.add(one);
            }
            speaker.originate(IntStream.range(0, ROUTES)
                    .mapToObj(index -> new Origination(route(family, index), List.of(new Community(index / 6))))
                    .toList());
            for (RawNeighbour one : raw) {
                one.readUpTo(lastRoute(family));
            }
            Delays delays = Delays.of(besideDumps(listening, family));
            System.out.println("delays beside dumps of " + family + ": " + delays);
            assertTrue(
                    delays.percentile(95) < NEARLY_ALL_MICROS && delays.percentile(100) < WORST_MICROS,
                    delays::toString);
        }
    }

    /** How long changes took, in microseconds, while new neighbours got all routes, one after the other. */
    private List<Long> besideDumps(InetSocketAddress listening, IpFamily family) throws IOException {
        List<Long> delays = new ArrayList<>();
        for (int dump = 0; dump < DUMPS; dump++) {
            int index = CHURNING + dump;
            Thread late = Thread.ofPlatform().start(() -> takeAll(listening, index, family));
            while (late.isAlive()) {
                int round = delays.size();
                delays.add(oneChange(round, round % 2 == 0 ? IpFamily.V4 : IpFamily.V6));
            }
        }
        assertEquals(DUMPS, taken.get(), "each dump was complete");
        return delays;
    }

    /** In microseconds, sorted. */
    private record Delays(List<Long> micros) {
        static Delays of(List<Long> micros) {
            return new Delays(micros.stream().sorted().toList());
        }

        /** That of which so many per cent are at most; 100 for the worst. */
        long percentile(int percent) {
            return micros.get(Math.ceilDiv(micros.size() * percent, 100) - 1);
        }

        @Override
        public String toString() {
            return "median %d us, 95th percentile %d us, 99th percentile %d us, worst %d us of %d"
                    .formatted(percentile(50), percentile(95), percentile(99), percentile(100), micros.size());
        }
    }

    private static RawNeighbour connect(InetSocketAddress to, int index) throws IOException {
        RawNeighbour neighbour = RawNeighbour.opening(new RawNeighbour(address(index), to, 1 << 20), asn(index), 180);
        neighbour.confirm();
        return neighbour;
    }

    private static Prefix route(IpFamily family, int index) {
        int low = 0x0a000000 + index;
        return Prefix.host(family == IpFamily.V4 ? IpAddress.ofV4(low) : IpAddress.ofV6(0x20010db8_00000000L, low));
    }

    /** The octets that end the announcement of the last route. */
    private static byte[] lastRoute(IpFamily family) {
        byte[] address = route(family, ROUTES - 1).address().toBytes();
        return ByteBuffer.allocate(1 + address.length)
                .put((byte) (8 * address.length))
                .put(address)
                .array();
    }

    private void takeAll(InetSocketAddress to, int index, IpFamily family) {
        try (RawNeighbour late = connect(to, index)) {
            late.readUpTo(lastRoute(family));
            taken.incrementAndGet();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** One neighbour announces, the next one hears. */
    private long oneChange(int round, IpFamily family) throws IOException {
        int index = round % CHURNING;
        Community mark = new Community(0xfde8_0000 + round);
        boolean v4 = family == IpFamily.V4;
        PathAttributes attributes = PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(asn(index))))
                .nextHop(IpAddress.parse(v4 ? "192.0.2.9" : "2001:db8::9"))
                .communities(List.of(mark))
                .build();
        Prefix prefix = Prefix.parse(v4 ? "10.200." + index + ".0/24" : "2001:db8:c8" + index + "::/48");
        long before = System.nanoTime();
        raw.get(index).send(Announcement.of(prefix, attributes));
        raw.get((index + 1) % CHURNING)
                .readUpTo(ByteBuffer.allocate(4).putInt(mark.bits()).array());
        return (System.nanoTime() - before) / 1_000;
    }
}
