package dev.warren.bgp;

import static dev.warren.bgp.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.fsm.PeerAs;
import dev.warren.bgp.policy.NextHops;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.wire.Community;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The policies of a range change for those who are there and for those who come. */
class RangePoliciesTest {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final List<String> FIRST = List.of("10.1.0.0/16", "2001:db8:1::/48");
    private static final List<String> SECOND = List.of("10.2.0.0/16", "2001:db8:2::/48");
    private static final NeighbourGroup SPOKES = new NeighbourGroup(
            "spokes",
            spoke -> spoke.policy(
                    p -> p.nextHops(NextHops.of(IpAddress.parse("192.0.2.1"), IpAddress.parse("2001:db8::1")))
                            .imports(RouteFilter.denyAll())
                            .exports(RouteFilter.acceptAll())));
    private static final NeighbourRange WIDE = range("127.52.0.0/16");
    private static final NeighbourRange NARROW = range("127.52.1.0/24");
    private static final Policies OPEN = Policies.of(RouteFilter.acceptAll(), RouteFilter.acceptAll());

    private InetSocketAddress listening = new InetSocketAddress(0);
    private final RecordingListener listener = new RecordingListener();

    private static NeighbourRange range(String prefix) {
        return new NeighbourRange(
                Prefix.parse(prefix), Optional.empty(), PeerAs.anyExternal(), SPOKES, 10, Duration.ofSeconds(1));
    }

    private Speaker start() throws IOException {
        listening = OpenSpeaker.free("127.0.0.35");
        Speaker speaker = Speaker.start(SpeakerConfig.builder(Asn.of(64512), RouterId.parse("10.0.0.1"))
                .listen(listening)
                .ranges(List.of(WIDE, NARROW))
                .build());
        speaker.subscribe(listener);
        return speaker;
    }

    private RawNeighbour come(String from, List<String> prefixes) throws IOException {
        RawNeighbour spoke = RawNeighbour.refreshing(from, listening, 65_001);
        for (String prefix : prefixes) {
            spoke.send(Announcements.of(prefix, 65_001, prefix.contains(":") ? "2001:db8::9" : "192.0.2.9"));
        }
        return spoke;
    }

    private static List<Prefix> parsed(List<String> prefixes) {
        return prefixes.stream().map(Prefix::parse).toList();
    }

    private void hears(List<String> prefixes) {
        eventually(LIMIT, () -> listener.best().keySet().containsAll(parsed(prefixes)), listener::best);
    }

    private long refused() {
        return listener.others().stream()
                .filter(SpeakerEvent.RouteRefused.class::isInstance)
                .count();
    }

    @Test
    void whoIsThereAndWhoComesGetsTheNewPolicies() throws IOException {
        try (Speaker speaker = start();
                RawNeighbour present = come("127.52.0.1", FIRST)) {
            eventually(LIMIT, () -> refused() == 2, listener::others);
            speaker.changePolicies(WIDE, OPEN);
            present.readUntil(5); // ROUTE-REFRESH: what was stopped is asked for again
            try (RawNeighbour _ = come("127.52.0.2", SECOND)) {
                hears(SECOND);
            }
        }
    }

    /** It is another neighbour then, and the range's policies are still the new ones. */
    @Test
    void whoComesBackAfterHeWasForgottenGetsTheNewPolicies() throws IOException {
        try (Speaker speaker = start()) {
            come("127.52.0.1", List.of()).close();
            speaker.changePolicies(WIDE, OPEN);
            eventually(LIMIT, () -> speaker.neighbours().isEmpty(), speaker::neighbours);
            try (RawNeighbour _ = come("127.52.0.1", FIRST)) {
                hears(FIRST);
            }
        }
    }

    @Test
    void otherRangesKeepTheirs() throws IOException {
        try (Speaker speaker = start()) {
            speaker.changePolicies(WIDE, OPEN);
            try (RawNeighbour _ = come("127.52.1.1", FIRST);
                    RawNeighbour _ = come("127.52.0.1", SECOND)) {
                hears(SECOND);
                eventually(LIMIT, () -> refused() == 2, listener::others);
                assertEquals(2, listener.best().size());
            }
        }
    }

    /** Both what goes out to whoever comes, and the policies that were changed before. */
    @Test
    void aGracefulShutdownOfARangeIsToldToWhoComes() throws IOException {
        byte[] mark = ByteBuffer.allocate(4).putInt(0xffff_0000).array();
        try (Speaker speaker = start()) {
            speaker.originate(Stream.concat(FIRST.stream(), SECOND.stream())
                    .map(prefix -> Origination.of(Prefix.parse(prefix)))
                    .toList());
            speaker.changePolicies(WIDE, OPEN);
            speaker.gracefulShutdown(WIDE, true);
            try (RawNeighbour spoke = come("127.52.0.1", List.of("10.3.0.0/16", "2001:db8:3::/48"))) {
                spoke.readUpTo(mark);
                spoke.readUpTo(mark);
                hears(List.of("10.3.0.0/16", "2001:db8:3::/48"));
                speaker.gracefulShutdown(WIDE, false);
                speaker.originate(List.of(new Origination(Prefix.parse("10.4.0.0/16"), List.of(new Community(77)))));
                spoke.readUpTo(new byte[] {0, 0, 0, 77});
            }
        }
    }

    @Test
    void aRangeThatIsntThereIsNamed() throws IOException {
        NeighbourRange other = range("127.53.0.0/16");
        try (Speaker speaker = start()) {
            for (Exception refused : List.of(
                    assertThrows(IllegalArgumentException.class, () -> speaker.changePolicies(other, OPEN)),
                    assertThrows(IllegalArgumentException.class, () -> speaker.gracefulShutdown(other, true)))) {
                assertTrue(refused.toString().contains("127.53.0.0/16"), refused::toString);
            }
        }
    }

    /** A later change counts; the end of a session is said anew by policies only. */
    @Test
    void changesAddUp() {
        Policies ending = OPEN.gracefulShutdown(true);
        PolicyChange ends = PolicyChange.gracefulShutdown(true);
        assertEquals(ending, ends.of(OPEN));
        assertEquals(ending, PolicyChange.to(OPEN).then(ends).of(Policies.DENY_ALL));
        assertEquals(OPEN, ends.then(PolicyChange.to(OPEN)).of(Policies.DENY_ALL));
        assertEquals(OPEN, ends.then(PolicyChange.gracefulShutdown(false)).of(OPEN));
        assertEquals(
                ending, PolicyChange.NONE.then(ends).then(PolicyChange.NONE).of(OPEN));
    }
}
