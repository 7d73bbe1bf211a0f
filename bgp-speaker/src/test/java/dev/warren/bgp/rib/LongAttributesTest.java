package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.AsPathRules;
import dev.warren.bgp.policy.Change;
import dev.warren.bgp.policy.CommunitySet;
import dev.warren.bgp.policy.LocalAs;
import dev.warren.bgp.policy.NeighbourPolicy;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.Policy;
import dev.warren.bgp.policy.Statement;
import dev.warren.bgp.wire.Announcement;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.AsPath.Segment;
import dev.warren.bgp.wire.AsPath.SegmentType;
import dev.warren.bgp.wire.CodecContext;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Decoded;
import dev.warren.bgp.wire.MessageDecoder;
import dev.warren.bgp.wire.MessageEncoder;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.Update;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Attributes that grow beyond what the length of an attribute can say, on their way in, through policies and out. */
class LongAttributesTest {
    private static final int FEEDER_AS = 64600;
    private static final PeerCodec OLD = new PeerCodec(false, true, true);
    private static final PeerCodec NEW = new PeerCodec(true, true, true);

    private final RibFixture fixture = new RibFixture();

    private RibPeer peer(String name, long asn, String id, NeighbourPolicy.Builder policy, PeerCodec codec) {
        RibPeer peer = fixture.rib.addPeer(
                new PeerSettings(name, IpAddress.parse(id), Asn.of(asn), true, policy.build(), PeerLimits.of(1_000)));
        fixture.rib.peerUp(peer, RouterId.parse(id), Set.of(IpFamily.values()), Optional.empty(), codec);
        return peer;
    }

    private RibPeer feeder(NeighbourPolicy.Builder policy) {
        return peer("feeder", FEEDER_AS, "10.0.0.2", policy, NEW);
    }

    private RibPeer sink(PeerCodec codec) {
        return peer("sink", 64601, "10.0.0.3", RibFixture.policy(), codec);
    }

    /** A path of so many numbers of two octets, the feeder's first. */
    private static AsPath path(int numbers) {
        List<Segment> segments = new ArrayList<>();
        for (int left = numbers; left > 0; left -= 255) {
            segments.add(
                    new Segment(SegmentType.SEQUENCE, Collections.nCopies(Math.min(255, left), Asn.of(FEEDER_AS))));
        }
        return new AsPath(segments);
    }

    private static PathAttributes set(IpFamily family, AsPath path, int communities) {
        return PathAttributes.builder(Origin.IGP, path)
                .nextHop(IpAddress.parse(family == IpFamily.V4 ? "192.0.2.9" : "2001:db8::9"))
                .communities(
                        IntStream.range(0, communities).mapToObj(Community::new).toList())
                .build();
    }

    private void announce(RibPeer from, Prefix prefix, PathAttributes set, boolean fourOctetAs) {
        CodecContext codec = new CodecContext(true, fourOctetAs, true, Set.of());
        Decoded decoded = MessageDecoder.decode(MessageEncoder.encode(Announcement.of(prefix, set), codec), codec);
        fixture.rib.receive(from, (Update) ((Decoded.Good) decoded).message());
    }

    private void announce(RibPeer from, Prefix prefix, PathAttributes set) {
        announce(from, prefix, set, true);
    }

    private Map<Prefix, PathAttributes> held(RibPeer sink, Downstream down) {
        while (sink.hasOutput()) {
            down.take(fixture.rib.pull(sink, 100));
        }
        return down.table;
    }

    private static Prefix first(IpFamily family) {
        return FeederAndSink.first(family);
    }

    private static Prefix second(IpFamily family) {
        return FeederAndSink.second(family);
    }

    private void assertRefused(RibPeer from, Prefix prefix) {
        assertEquals(
                List.of(Map.entry(prefix, RefusalReason.TOO_LONG)),
                from.refusals().toList());
        assertEquals(
                Optional.of(RefusalReason.TOO_LONG),
                fixture.rib.explain(prefix, from).refused());
        assertEquals(List.of(), fixture.rib.paths(prefix));
        fixture.rib.peerDown(from);
        fixture.settle();
        assertEquals("0 prefixes, 0 paths, 0 attribute sets, 0 next hops", fixture.rib.load());
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void aPathOfTwoOctetNumbersThatNeedsMoreThanItsLengthSaysIsTreatedAsWithdrawn(IpFamily family) {
        RibPeer feeder = peer("feeder", FEEDER_AS, "10.0.0.2", RibFixture.policy(), OLD);
        RibPeer sink = sink(NEW);
        Downstream down = new Downstream(true);
        announce(feeder, first(family), set(family, path(16_255), 0), false);
        announce(feeder, second(family), set(family, path(2), 0), false);
        assertEquals(0, feeder.refused(family), "16,255 numbers in 64 segments have 65,148 octets");
        announce(feeder, first(family), set(family, path(16_352), 0), false);
        assertEquals(Set.of(second(family)), held(sink, down).keySet());
        fixture.rib.receive(feeder, FeederAndSink.withdrawal(second(family)));
        assertEquals(Map.of(), held(sink, down));
        assertRefused(feeder, first(family));
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whatAnImportPolicyHasNoRoomForIsRefused(IpFamily family) {
        Policy prepends = Policy.passingRest(
                "longer", List.of(Statement.accept("three", List.of(), new Change.Prepend(Asn.of(64700), 64))));
        RibPeer feeder = feeder(RibFixture.policy().importPolicy(prepends));
        announce(feeder, first(family), set(family, path(16_200), 0));
        assertEquals(0, feeder.refused(family), "65,186 octets");
        announce(feeder, first(family), set(family, path(16_300), 0));
        assertRefused(feeder, first(family));
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whatAnExportPolicyHasNoRoomForIsWithdrawnAndTheExplanationSaysSo(IpFamily family) {
        RibPeer feeder = feeder(RibFixture.policy());
        RibPeer sink = sink(new PeerCodec(false, false, true));
        Downstream down = new Downstream(false);
        Change more = new Change.AddCommunities(CommunitySet.of(new Community(-1), new Community(-2)));
        announce(feeder, first(family), set(family, path(1), 1));
        held(sink, down);
        fixture.rib.change(
                sink,
                Policies.of(
                        Policy.PASS, Policy.passingRest("more", List.of(Statement.accept("two", List.of(), more)))));
        assertEquals(Set.of(first(family)), held(sink, down).keySet());
        announce(feeder, first(family), set(family, path(1), 1_100));
        announce(feeder, second(family), set(family, path(2), 2));
        assertEquals(Set.of(second(family)), held(sink, down).keySet());
        RouteExplanation why = fixture.rib.explain(first(family), sink);
        assertEquals(ExportReason.TOO_LONG, why.export().reason(), "no room in a message");
        assertEquals(Optional.empty(), why.export().sent());
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void aPathThatOurNumbersMakeTooLongGoesToNobody(IpFamily family) {
        RibPeer feeder = feeder(RibFixture.policy());
        announce(feeder, first(family), set(family, path(16_250), 0));
        announce(feeder, second(family), set(family, path(2), 0));
        Change most = new Change.Prepend(Asn.of(64700), 64);
        Policy longer = Policy.passingRest("longer", List.of(Statement.accept("most", List.of(), most, most)));
        for (PeerCodec codec : List.of(OLD, NEW)) {
            RibPeer sink = peer(
                    "sink" + codec.fourOctetAs(),
                    64601,
                    "10.0.0.3",
                    RibFixture.policy().exportPolicy(longer),
                    codec);
            Downstream down = new Downstream(codec.fourOctetAs());
            assertEquals(Set.of(second(family)), held(sink, down).keySet(), codec::toString);
            RouteExplanation why = fixture.rib.explain(first(family), sink);
            assertEquals(ExportReason.TOO_LONG, why.export().reason());
            assertTrue(why.lines().toString().contains("most: yes, too long with"), why.lines()::toString);
            fixture.rib.peerDown(sink);
        }
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void ourNumberInFrontMayBeTheOneTooMany(IpFamily family) {
        RibPeer feeder = feeder(RibFixture.policy()
                .importPolicy(Policy.passingRest(
                        "longer", List.of(Statement.accept("64", List.of(), new Change.Prepend(Asn.of(64700), 64))))));
        announce(feeder, first(family), set(family, path(16_287), 0));
        assertEquals(0, feeder.refused(family), "65,276 + 258 octets");
        RibPeer sink = sink(OLD);
        assertEquals(Map.of(), held(sink, new Downstream(false)));
        assertEquals(
                ExportReason.TOO_LONG,
                fixture.rib.explain(first(family), sink).export().reason());
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void aLocalAsThatHasNoRoomRefusesTheRoute(IpFamily family) {
        AsPathRules rules =
                new AsPathRules(0, Optional.of(LocalAs.of(Asn.of(64700))), AsPathRules.STANDARD.privateAs());
        RibPeer feeder =
                peer("feeder", FEEDER_AS, "10.0.0.2", RibFixture.policy().asPath(rules), OLD);
        announce(feeder, first(family), set(family, path(1), 0), false);
        assertEquals(
                AsPath.sequence(Asn.of(64700), Asn.of(FEEDER_AS)),
                fixture.rib.best(first(family)).orElseThrow().attributes().asPath());
        announce(feeder, first(family), set(family, path(16_350), 0), false);
        assertRefused(feeder, first(family));
    }

    @Test
    void moreCommunitiesThanAnAttributeHoldsAreNoLocalRoute() {
        List<Community> many = Collections.nCopies(16_384, new Community(1));
        assertThrows(IllegalArgumentException.class, () -> fixture.rib.originate(first(IpFamily.V4), many));
        assertEquals("0 prefixes, 0 paths, 0 attribute sets, 0 next hops", fixture.rib.load());
    }
}
