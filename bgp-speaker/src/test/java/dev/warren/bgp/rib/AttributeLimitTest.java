package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.Change;
import dev.warren.bgp.policy.NeighbourPolicy;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.Policy;
import dev.warren.bgp.policy.Statement;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.RouterId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How many octets of attributes a neighbour may bring, whatever the number of its prefixes. */
class AttributeLimitTest {
    private static final int LIMIT = 10_000;
    /** The octets of one of {@link #set}: ORIGIN 4, AS_PATH 9, COMMUNITIES 4 and 1,000. */
    private static final int EACH = 1_017;

    private final RibFixture fixture = new RibFixture();

    private RibPeer peer(long asn, String address, NeighbourPolicy.Builder policy) {
        PeerLimits limits = new PeerLimits(1_000, Map.of(), Map.of(), 50, LIMIT);
        RibPeer peer = fixture.rib.addPeer(
                new PeerSettings(address, IpAddress.parse(address), Asn.of(asn), true, policy.build(), limits));
        up(peer);
        return peer;
    }

    private void up(RibPeer peer) {
        RouterId id = RouterId.parse(peer.settings().address().toString());
        fixture.rib.peerUp(peer, id, Set.of(IpFamily.values()), Optional.empty(), RibFixture.MODERN);
    }

    private static Prefix prefix(IpFamily family, int index) {
        IpAddress first = IpAddress.parse(family == IpFamily.V4 ? "10.1.0.0" : "2001:db8::");
        return Prefix.host(new IpAddress(family, first.high(), first.low() + index));
    }

    private static PathAttributes set(IpFamily family, int number) {
        return PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(64600)))
                .nextHop(IpAddress.parse(family == IpFamily.V4 ? "192.0.2.9" : "2001:db8::9"))
                .communities(IntStream.range(0, 250)
                        .mapToObj(index -> new Community(1_000 * number + index))
                        .toList())
                .build();
    }

    private void announce(RibPeer from, IpFamily family, int prefix, int set) {
        Announcements.receive(fixture.rib, from, prefix(family, prefix), set(family, set));
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whatIsTooMuchIsRefusedAndTheSessionIsToEnd(IpFamily family) {
        RibPeer peer = peer(64600, "10.0.0.2", RibFixture.policy());
        for (int index = 0; index < 12; index++) {
            announce(peer, family, index, index);
        }
        assertEquals(9, peer.accepted(family));
        assertEquals(3, peer.refused(family));
        assertTrue(peer.refusals().allMatch(refused -> refused.reason() == RefusalReason.ATTRIBUTE_LIMIT));
        List<RibEvent> events = fixture.settle().stream()
                .filter(event -> !(event instanceof RibEvent.Refused))
                .toList();
        assertEquals(
                List.of(
                        new RibEvent.AttributeLimitNear(peer, 5 * EACH, LIMIT),
                        new RibEvent.AttributeLimitExceeded(peer, LIMIT)),
                events);
        announce(peer, family, 0, 20);
        assertEquals(8, peer.accepted(family), "what would replace one is refused as well");
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whatIsReplacedOrTheSameCostsNothing(IpFamily family) {
        RibPeer peer = peer(64600, "10.0.0.2", RibFixture.policy());
        for (int index = 0; index < 100; index++) {
            announce(peer, family, 0, index);
            announce(peer, family, index + 1, 99);
        }
        assertEquals(101, peer.accepted(family));
        assertEquals(EACH, peer.account().octets());
        RibPeer same = peer(64600, "10.0.0.3", RibFixture.policy());
        announce(same, family, 1, 99);
        assertEquals(0, same.account().octets(), "another one brought it");
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whatLastsBeyondTheSessionStaysOnTheAccount(IpFamily family) {
        RibPeer peer = peer(64600, "10.0.0.2", RibFixture.policy());
        RibPeer same = peer(64600, "10.0.0.3", RibFixture.policy());
        announce(peer, family, 1, 1);
        announce(peer, family, 2, 2);
        announce(same, family, 3, 2);
        fixture.rib.peerDown(peer);
        assertEquals(2 * EACH, peer.account().octets(), "it is not cleared away yet");
        fixture.settle();
        assertEquals(EACH, peer.account().octets());
        fixture.rib.peerDown(same);
        fixture.settle();
        assertEquals(0, peer.account().octets());
        up(peer);
        announce(peer, family, 1, 1);
        assertEquals(EACH, peer.account().octets());
    }

    /** A policy that makes another set of each, 7 octets longer. */
    private static Policies preferring() {
        Policy policy = Policy.passingRest(
                "longer", List.of(Statement.accept("pref", List.of(), new Change.LocalPreference(200))));
        return Policies.of(policy, Policy.PASS);
    }

    private RibPeer announcing(IpFamily family, int sets) {
        RibPeer peer = peer(64600, "10.0.0.2", RibFixture.policy());
        for (int index = 0; index < sets; index++) {
            announce(peer, family, index, index);
        }
        fixture.settle();
        assertEquals(sets, peer.accepted(family));
        return peer;
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whatANewImportPolicyMakesOfItIsBoundedInTheSameWay(IpFamily family) {
        RibPeer peer = announcing(family, 6);
        fixture.rib.change(peer, preferring());
        List<RibEvent> events = fixture.settle();
        assertTrue(events.contains(new RibEvent.AttributeLimitExceeded(peer, LIMIT)), events::toString);
        assertEquals(4, peer.accepted(family), "the fourth was one too many");
        assertTrue(peer.refusals().allMatch(refused -> refused.reason() == RefusalReason.ATTRIBUTE_LIMIT));
        assertEquals(6 * EACH + 4 * (EACH + 7), peer.account().octets());
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void staleRoutesForWhichANewImportPolicyLeavesNoRoomGo(IpFamily family) {
        RibPeer peer = announcing(family, 6);
        fixture.rib.peerDown(peer, Set.of(family));
        fixture.rib.change(peer, preferring());
        assertEquals(List.of(), fixture.settle(), "there is no session to end");
        assertEquals(5, peer.stale(family));
        assertTrue(peer.account().octets() <= LIMIT + EACH + 7);
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whatTheImportPolicyMakesOfItCountsToo(IpFamily family) {
        Policy policy = Policy.passingRest(
                "longer", List.of(Statement.accept("pref", List.of(), new Change.LocalPreference(200))));
        RibPeer peer = peer(64600, "10.0.0.2", RibFixture.policy().importPolicy(policy));
        announce(peer, family, 1, 1);
        assertEquals(2 * EACH + 7, peer.account().octets());
        fixture.rib.originate(prefix(family, 5), List.of());
        assertEquals(2 * EACH + 7, peer.account().octets(), "our own routes are nobody's");
    }
}
