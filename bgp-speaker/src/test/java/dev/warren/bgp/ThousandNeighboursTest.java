package dev.warren.bgp;

import static dev.warren.bgp.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.policy.NextHops;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A thousand neighbours that connect at once: all come up and get the table. */
class ThousandNeighboursTest {
    private static final int NEIGHBOURS = 1_000;
    private static final int ROUTES = 10_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static String address(int index) {
        return "127.40." + index / 250 + "." + (1 + index % 250);
    }

    @Test
    void allComeUpAndGetTheTable() throws IOException {
        InetAddress own = InetAddress.ofLiteral("127.0.0.24");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, own)) {
            port = free.getLocalPort();
        }
        List<NeighbourConfig> configs = IntStream.range(0, NEIGHBOURS)
                .mapToObj(index -> NeighbourConfig.builder(
                                address(index), IpAddress.parse(address(index)), Asn.of(10_000L + index))
                        .transport(t -> t.passive(true))
                        .policy(p -> p.nextHops(NextHops.of(IpAddress.parse("192.0.2.1")))
                                .imports(RouteFilter.acceptAll())
                                .exports(RouteFilter.acceptAll()))
                        .build())
                .toList();
        InetSocketAddress listening = new InetSocketAddress(own, port);
        List<RawNeighbour> raw = new ArrayList<>();
        try (Speaker speaker = Speaker.start(
                new SpeakerConfig(Asn.of(64512), RouterId.parse("10.0.0.1"), List.of(listening), configs))) {
            speaker.originate(IntStream.range(0, ROUTES)
                    .mapToObj(index -> Origination.of(Prefix.host(IpAddress.ofV4(0x0a000000 + index))))
                    .toList());
            for (int index = 0; index < NEIGHBOURS; index++) {
                raw.add(RawNeighbour.opening(address(index), listening, 10_000L + index, 180));
            }
            for (RawNeighbour one : raw) {
                one.confirm();
            }
            eventually(
                    LIMIT,
                    () -> speaker.neighbours().stream().allMatch(ThousandNeighboursTest::hasTheTable),
                    () -> speaker.neighbours().stream()
                            .filter(one -> !hasTheTable(one))
                            .count());
            assertEquals(NEIGHBOURS, speaker.neighbours().size());
        } finally {
            for (RawNeighbour one : raw) {
                one.close();
            }
        }
    }

    private static boolean hasTheTable(NeighbourStatus status) {
        int advertised = status.families().values().stream()
                .mapToInt(NeighbourStatus.FamilyCounts::advertised)
                .sum();
        return status.state() == SessionState.ESTABLISHED && advertised == ROUTES;
    }
}
