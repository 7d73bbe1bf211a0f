package dev.warren.bgp;

import static dev.warren.bgp.Eventually.eventually;

import dev.warren.bgp.NeighbourStatus.FamilyCounts;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.net.Asn;
import dev.warren.net.IpFamily;
import dev.warren.net.RouterId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is counted of a neighbour is what the table holds, also where that changes without a word of the neighbour's. */
class StatusCountsTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String PEER = "127.0.0.145";
    private static final long PEER_AS = 64_700;

    @Test
    void otherPoliciesForWhatIsThereAreCounted() throws Exception {
        InetSocketAddress listening = OpenSpeaker.free("127.0.0.146");
        SpeakerConfig config = new SpeakerConfig(
                Asn.of(64_512),
                RouterId.parse("10.0.0.1"),
                List.of(listening),
                List.of(OpenSpeaker.neighbour(PEER, PEER_AS)));
        try (Speaker speaker = Speaker.start(config);
                RawNeighbour peer = RawNeighbour.refreshing(PEER, listening, PEER_AS)) {
            for (String prefix : List.of("10.1.0.0/16", "10.2.0.0/16")) {
                peer.send(Announcements.of(prefix, PEER_AS, "192.0.2.9"));
            }
            for (String prefix : List.of("2001:db8:1::/48", "2001:db8:2::/48")) {
                peer.send(Announcements.of(prefix, PEER_AS, "2001:db8::9"));
            }
            await(speaker, counts -> counts.accepted() == 2 && counts.refused() == 0);
            speaker.changePolicies(Map.of(PEER, Policies.of(RouteFilter.denyAll(), RouteFilter.acceptAll())));
            await(speaker, counts -> counts.accepted() == 0 && counts.refused() == 2);
        }
    }

    private static void await(Speaker speaker, Predicate<FamilyCounts> wanted) {
        for (IpFamily family : IpFamily.values()) {
            eventually(
                    LIMIT,
                    () -> wanted.test(
                            speaker.neighbours().getFirst().families().getOrDefault(family, FamilyCounts.ZERO)),
                    speaker::neighbours);
        }
    }
}
