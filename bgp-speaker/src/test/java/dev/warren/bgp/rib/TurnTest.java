package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.Condition;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.Policy;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.policy.Statement;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.UpdateScanner;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.PrefixRange;
import dev.warren.net.RouterId;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** With a million routes of either family, nothing that the RIB is asked to do at once takes more than 100 ms of its thread. */
@Tag("slow")
@ParameterizedClass
@EnumSource(IpFamily.class)
class TurnTest {
    private static final int ROUTES = 1_000_000;
    private static final int PER_UPDATE = 8;
    private static final long LIMIT_NANOS = 100_000_000;
    private static final CodecContext CODEC = new CodecContext(true, true);

    private final IpFamily family;
    private final Rib rib = new RibFixture().rib;
    private final UpdateScanner scanner = new UpdateScanner();
    private final Map<String, Long> longest = new TreeMap<>();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    TurnTest(IpFamily family) {
        this.family = family;
    }

    @Test
    void noStepTakesLong() {
        RibPeer feeder = peer("10.0.0.2");
        RibPeer sink = peer("10.0.0.3");
        load(feeder, sink);
        drain(sink);
        assertEquals(ROUTES, sink.advertised(family));
        RibPeer late = peer("10.0.0.4");
        drain(late);
        assertEquals(ROUTES, late.advertised(family));
        timed("change", () -> rib.change(late, stopping(v4() ? "12.0.0.0/8+" : "2001:db8:c00::/40+")));
        timed("change", () -> rib.change(feeder, stopping(v4() ? "11.1.0.0/16+" : "2001:db8:b01::/48+")));
        drain(sink);
        drain(late);
        assertEquals(ROUTES, late.advertised(family) + 0x10000);
        timed("change", () -> rib.change(feeder, feeder.settings().policy().policies()));
        load(feeder, sink);
        drain(sink);
        BestPathReader reader = rib.reader();
        int[] told = new int[1];
        boolean more = true;
        while (more) {
            boolean[] goesOn = new boolean[1];
            timed("reader", () -> goesOn[0] = reader.read(1_000, (prefix, path, beside) -> told[0]++));
            more = goesOn[0];
        }
        assertEquals(ROUTES, told[0]);
        timed("peerDown", () -> rib.peerDown(feeder));
        drain(sink);
        drain(late);
        assertEquals(0, sink.advertised(family) + late.advertised(family));
        longest.forEach((step, nanos) -> assertTrue(nanos < LIMIT_NANOS, () -> "nanoseconds: " + longest));
    }

    private void load(RibPeer feeder, RibPeer sink) {
        for (int first = 0; first < ROUTES; first += PER_UPDATE) {
            byte[] update = v4() ? update(first) : updateOfV6(first);
            timed(
                    "UPDATE",
                    () -> assertTrue(
                            scanner.scan(update, 0, update.length, CODEC) && rib.receive(feeder, update, scanner)));
            turn(sink);
        }
    }

    private boolean v4() {
        return family == IpFamily.V4;
    }

    /** The same in both directions. */
    private static Policies stopping(String range) {
        Condition in = new Condition.PrefixIn(RouteFilter.of(List.of(PrefixRange.parse(range))));
        Policy policy = Policy.passingRest("stops " + range, List.of(Statement.reject("range", List.of(in))));
        return Policies.of(policy, policy);
    }

    private RibPeer peer(String address) {
        RibPeer peer = rib.addPeer(new PeerSettings(
                address,
                IpAddress.parse(address),
                Asn.of(65001),
                true,
                RibFixture.policy().build(),
                PeerLimits.of(2 * ROUTES)));
        timed(
                "peerUp",
                () -> rib.peerUp(
                        peer, RouterId.parse(address), Set.of(IpFamily.values()), Optional.empty(), RibFixture.MODERN));
        return peer;
    }

    private void turn(RibPeer sink) {
        timed("pull", () -> rib.pull(sink, 2_000));
        timed("work", () -> rib.work(10_000));
    }

    private void drain(RibPeer peer) {
        boolean[] more = {true};
        while (more[0] || peer.hasOutput()) {
            timed("pull", () -> rib.pull(peer, 2_000));
            timed("work", () -> more[0] = rib.work(10_000));
        }
    }

    /** Time of the processor: what others do on this machine doesn't count. */
    private void timed(String step, Runnable work) {
        long before = threads.getCurrentThreadCpuTime();
        work.run();
        longest.merge(step, threads.getCurrentThreadCpuTime() - before, Math::max);
    }

    private static byte[] update(int first) {
        ByteBuffer out = ByteBuffer.allocate(19 + 4 + 20 + 5 * PER_UPDATE);
        out.putLong(-1).putLong(-1).putShort((short) out.capacity()).put((byte) 2);
        out.putShort((short) 0).putShort((short) 20);
        out.put(new byte[] {0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, (byte) 0xfd, (byte) 0xe9, 0x40, 3, 4, 10, 9});
        out.putShort((short) (1 + first % 60_000));
        for (int index = first; index < first + PER_UPDATE; index++) {
            out.put((byte) 32).putInt(0x0b00_0000 + index);
        }
        return out.array();
    }

    private static byte[] updateOfV6(int first) {
        int value = 5 + 16 + 9 * PER_UPDATE;
        ByteBuffer out = ByteBuffer.allocate(19 + 4 + 13 + 3 + value);
        out.putLong(-1).putLong(-1).putShort((short) out.capacity()).put((byte) 2);
        out.putShort((short) 0).putShort((short) (16 + value));
        out.put(new byte[] {0x40, 1, 1, 0, 0x40, 2, 6, 2, 1, 0, 0, (byte) 0xfd, (byte) 0xe9});
        out.put((byte) 0x80).put((byte) 14).put((byte) value);
        out.putShort((short) 2).put((byte) 1).put((byte) 16);
        out.putLong(0x2001_0db8_0009_0000L).putLong(1 + first % 60_000).put((byte) 0);
        for (int index = first; index < first + PER_UPDATE; index++) {
            out.put((byte) 64).putInt(0x2001_0db8).putInt(0x0b00_0000 + index);
        }
        return out.array();
    }
}
