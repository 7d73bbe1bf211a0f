package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.AsPathRules;
import dev.warren.bgp.policy.Change;
import dev.warren.bgp.policy.CommunitySet;
import dev.warren.bgp.policy.Condition;
import dev.warren.bgp.policy.DefaultRoute;
import dev.warren.bgp.policy.LocalAs;
import dev.warren.bgp.policy.NeighbourPolicy;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.Policy;
import dev.warren.bgp.policy.PolicyTrace;
import dev.warren.bgp.policy.PrivateAs;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.policy.Statement;
import dev.warren.bgp.wire.Announcement;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.bgp.wire.PathAttributesBuilder;
import dev.warren.bgp.wire.Role;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import dev.warren.net.RouterId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One test for each way in which a path loses, and for each reason why a neighbour gets it or not. */
class ExplanationTest {
    private final RibFixture fixture = new RibFixture();
    private final RibPeer low = fixture.peer("low", 65001, "10.0.0.2");
    private final RibPeer high = fixture.peer("high", 65001, "10.0.0.3");
    private final RibPeer inside = fixture.peer("inside", RibFixture.OUR_AS, "10.0.0.4");
    private final RibPeer inside2 = fixture.peer("inside2", RibFixture.OUR_AS, "10.0.0.5");
    private Prefix prefix = Prefix.parse("10.1.0.0/16");

    private PathAttributesBuilder path(Integer... asns) {
        return PathAttributes.builder(
                        Origin.IGP, AsPath.sequence(Stream.of(asns).map(Asn::of).toArray(Asn[]::new)))
                .nextHop(IpAddress.parse(prefix.family() == IpFamily.V4 ? "192.0.2.7" : "2001:db8::7"));
    }

    private void announce(RibPeer peer, PathAttributesBuilder builder) {
        fixture.rib.receive(peer, Announcement.of(prefix, builder.build()));
    }

    private void assertLost(DecisionStep step, String winner, String loser) {
        RouteExplanation why = fixture.explain(prefix, inside2);
        assertEquals(Optional.of(step), why.decided(), why::toString);
        assertEquals(Optional.of(winner), why.paths().getFirst().from());
        assertEquals(Optional.empty(), why.paths().getFirst().lost());
        assertEquals(Optional.of(loser), why.paths().getLast().from());
        assertEquals(Optional.of(step), why.paths().getLast().lost());
        assertTrue(why.lines().toString().contains("not best by " + step), why.lines()::toString);
    }

    @Test
    void localBeforeLearned() {
        announce(low, path(65001));
        fixture.rib.originate(prefix, List.of());
        RouteExplanation why = fixture.explain(prefix, high);
        assertEquals(Optional.of(DecisionStep.LOCAL), why.decided());
        assertEquals(Optional.empty(), why.paths().getFirst().from());
    }

    @Test
    void weightBeforeLocalPreference() {
        fixture.rib.change(high, imports(Statement.accept("w", List.of(), new Change.Weight(1))));
        fixture.rib.change(low, imports(Statement.accept("p", List.of(), new Change.LocalPreference(0xffff_ffffL))));
        announce(low, path(65001));
        announce(high, path(65001, 65002));
        assertLost(DecisionStep.WEIGHT, "high", "low");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.0/16", "2001:db8:1::/48"})
    void localPreferenceBeforeLength(String its) {
        prefix = Prefix.parse(its);
        announce(inside, path(65001, 65002).localPreference(OptionalLong.of(101)));
        announce(low, path(65001));
        assertLost(DecisionStep.LOCAL_PREFERENCE, "inside", "low");
    }

    @Test
    void lengthBeforeOrigin() {
        announce(low, path(65001, 65002));
        announce(high, path(65001).origin(Origin.INCOMPLETE));
        assertLost(DecisionStep.AS_PATH_LENGTH, "high", "low");
    }

    @Test
    void originBeforeMed() {
        announce(low, path(65001).origin(Origin.EGP));
        announce(high, path(65001).med(OptionalLong.of(9)));
        assertLost(DecisionStep.ORIGIN, "high", "low");
    }

    @Test
    void medOfTheSameNeighbouringAs() {
        announce(low, path(65001).med(OptionalLong.of(9)));
        announce(inside, path(65001).med(OptionalLong.of(8)));
        assertLost(DecisionStep.MED, "inside", "low");
    }

    @Test
    void externalBeforeInternal() {
        announce(inside, path(65002));
        announce(high, path(65001));
        assertLost(DecisionStep.EXTERNAL, "high", "inside");
    }

    @Test
    void lowestRouterId() {
        announce(high, path(65001));
        announce(low, path(65001));
        assertLost(DecisionStep.ROUTER_ID, "low", "high");
    }

    @Test
    void shortestClusterList() {
        RouterId same = RouterId.parse("10.0.0.99");
        RouterId cluster = RouterId.parse("10.9.9.9");
        announce(inside, path().originatorId(Optional.of(same)).clusterList(List.of(cluster, cluster)));
        announce(inside2, path().originatorId(Optional.of(same)).clusterList(List.of(cluster)));
        assertLost(DecisionStep.CLUSTER_LIST, "inside2", "inside");
    }

    @Test
    void lowestAddress() {
        RouterId same = RouterId.parse("10.0.0.99");
        announce(inside2, path().originatorId(Optional.of(same)));
        announce(inside, path().originatorId(Optional.of(same)));
        assertLost(DecisionStep.ADDRESS, "inside", "inside2");
    }

    private static Policies imports(Statement... statements) {
        return Policies.of(Policy.passingRest("in", List.of(statements)), Policy.PASS);
    }

    private static Policies exports(Statement... statements) {
        return Policies.of(Policy.PASS, Policy.passingRest("out", List.of(statements)));
    }

    private ExportReason reason(RibPeer to) {
        return fixture.explain(prefix, to).exports().getLast().reason();
    }

    @Test
    void namesTheStatementsThatDidIt() {
        Statement skipped = Statement.reject("skipped", List.of(new Condition.OriginIs(Origin.EGP)));
        Statement raised = Statement.accept("raised", List.of(), new Change.LocalPreference(7));
        fixture.rib.change(low, imports(skipped, raised));
        announce(low, path(65001));
        RouteExplanation.PathStory story =
                fixture.explain(prefix, inside).paths().getFirst();
        assertEquals(OptionalLong.empty(), story.received().localPreference());
        assertEquals(OptionalLong.of(7), story.kept().localPreference());
        List<PolicyTrace.Step> steps = story.importTrace().orElseThrow().steps();
        assertEquals("skipped: no, not OriginIs[origin=EGP]", steps.getFirst().toString());
        assertEquals(
                "raised: yes, ACCEPT with [LocalPreference[value=7]]",
                steps.getLast().toString());
        fixture.rib.change(high, exports(Statement.reject("closed", List.of())));
        RouteExplanation.Export export = fixture.explain(prefix, high).export();
        assertEquals(ExportReason.EXPORT_POLICY, export.reason());
        assertEquals(
                "closed: yes, REJECT",
                export.exportTrace().orElseThrow().steps().getFirst().toString());
    }

    @Test
    void showsWhatIsSentAndWhetherItHasIt() {
        announce(low, path(65001).med(OptionalLong.of(5)));
        RouteExplanation.Export export = fixture.explain(prefix, high).export();
        assertEquals(ExportReason.ANNOUNCED, export.reason());
        assertEquals(false, export.held());
        assertEquals("64512 65001", export.sent().orElseThrow().asPath().toString());
        assertEquals(OptionalLong.empty(), export.sent().orElseThrow().med());
        assertEquals(
                RibFixture.NEXT_HOPS.get(IpFamily.V4),
                export.sent().orElseThrow().nextHop().orElseThrow());
        while (high.hasOutput()) {
            fixture.rib.pull(high, 10);
        }
        assertEquals(true, fixture.explain(prefix, high).export().held());
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonHasItsCase(ExportReason reason) {
        RibPeer to = high;
        switch (reason) {
            case ANNOUNCED -> announce(low, path(65001));
            case NO_SESSION -> fixture.rib.peerDown(high);
            case FAMILY -> {
                fixture.rib.peerUp(
                        high,
                        RouterId.parse("10.0.0.3"),
                        Set.of(),
                        Optional.empty(),
                        new PeerCodec(true, false, false));
                announce(low, path(65001));
            }
            case NO_PATH -> {
                // Nothing was announced.
            }
            case NOT_AMONG_BEST -> {
                severalPaths(1);
                announce(low, path(65001));
                announce(inside, path(65001));
            }
            case OWN_PATH -> announce(high, path(65001));
            case NO_ADVERTISE -> announce(low, path(65001).communities(List.of(Community.NO_ADVERTISE)));
            case NO_EXPORT -> announce(low, path(65001).communities(List.of(Community.NO_EXPORT)));
            case NO_PEER -> {
                NeighbourPolicy ofPeer = RibFixture.policy().role(Role.PEER).build();
                to = fixture.peer("ours", 65007, "10.0.0.21", ofPeer);
                announce(low, path(65001).communities(List.of(Community.NO_PEER)));
            }
            case DEFAULT_ROUTE -> {
                NeighbourPolicy withDefault =
                        RibFixture.policy().defaultRoute(DefaultRoute.PLAIN).build();
                to = fixture.peer("stub", 65007, "10.0.0.21", withDefault);
                prefix = Prefix.parse("0.0.0.0/0");
                announce(low, path(65001));
            }
            case ONLY_TO_CUSTOMER -> {
                NeighbourPolicy ofProvider =
                        RibFixture.policy().role(Role.CUSTOMER).build();
                RibPeer one = fixture.peer("one", 65007, "10.0.0.21", ofProvider);
                to = fixture.peer("two", 65008, "10.0.0.22", ofProvider);
                announce(one, path(65007));
            }
            case AS_SET -> {
                NeighbourPolicy withSets = RibFixture.policy()
                        .asPath(AsPathRules.STANDARD.withAsSets())
                        .build();
                RibPeer from = fixture.peer("aggregating", 64600, "10.0.0.21", withSets);
                Announcements.receive(
                        fixture.rib, from, prefix, AsSetTest.withSet(prefix.family(), AsPath.SegmentType.SET));
            }
            case NOT_REFLECTED -> {
                announce(inside, path(65001));
                to = inside2;
            }
            case EXPORT_FILTER -> {
                fixture.rib.change(
                        high,
                        Policies.of(
                                RouteFilter.acceptAll(), RouteFilter.of(List.of(PrefixRange.parse("10.2.0.0/16")))));
                announce(low, path(65001));
            }
            case EXPORT_POLICY -> {
                fixture.rib.change(high, exports(Statement.reject("no", List.of())));
                announce(low, path(65001));
            }
            case TOO_LONG -> {
                fixture.rib.change(high, exports(Statement.accept("most", List.of(), most())));
                announce(low, path(65001));
            }
            case NO_NEXT_HOP -> {
                to = withoutNextHops();
                announce(low, path(65001));
            }
            case ITS_OWN_ADDRESS -> {
                to = inside2;
                announce(low, path(65001).nextHop(IpAddress.parse("10.0.0.5")));
            }
        }
        assertEquals(reason, reason(to));
    }

    /** More communities than a message has room for. */
    private static Change most() {
        return new Change.AddCommunities(CommunitySet.of(
                IntStream.range(0, 1_100).mapToObj(Community::new).toArray(Community[]::new)));
    }

    private void severalPaths(int limit) {
        fixture.rib.peerUp(
                high,
                RouterId.parse("10.0.0.3"),
                Set.of(IpFamily.values()),
                Optional.empty(),
                new PeerCodec(true, false, false, Map.of(IpFamily.V4, limit)));
    }

    @Test
    void tellsOfEachPathThatGoesOut() {
        severalPaths(2);
        announce(low, path(65001));
        announce(inside, path(65001, 65002));
        announce(inside2, path(65001, 65002, 65003));
        fixture.rib.pull(high, 10);
        List<RouteExplanation.Export> exports = fixture.explain(prefix, high).exports();
        assertEquals(
                List.of(ExportReason.ANNOUNCED, ExportReason.ANNOUNCED, ExportReason.NOT_AMONG_BEST),
                exports.stream().map(RouteExplanation.Export::reason).toList());
        assertEquals(
                List.of(true, true, false),
                exports.stream().map(RouteExplanation.Export::held).toList());
        assertEquals(
                3,
                exports.stream().map(RouteExplanation.Export::pathId).distinct().count());
        assertEquals(
                "64512 65001 65002",
                exports.get(1).sent().orElseThrow().asPath().toString());
    }

    private RibPeer withoutNextHops() {
        RibPeer peer = fixture.rib.addPeer(new PeerSettings(
                "bare",
                IpAddress.parse("10.0.0.9"),
                Asn.of(65009),
                true,
                NeighbourPolicy.builder()
                        .imports(RouteFilter.acceptAll())
                        .exports(RouteFilter.acceptAll())
                        .build(),
                PeerLimits.of(10)));
        fixture.peers.add(peer);
        fixture.up(peer);
        return peer;
    }

    @Test
    void tellsWhatWasRefusedFromTheNeighbour() {
        announce(low, path(65001, (int) RibFixture.OUR_AS));
        RouteExplanation why = fixture.explain(prefix, low);
        assertEquals(RefusalReason.AS_LOOP, why.refusals().known().getFirst().reason());
        assertEquals(List.of(), why.paths());
    }

    private static RouteExplanation.Refused refused(RouteExplanation why) {
        return why.refusals().known().getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.0/16", "2001:db8:1::/48"})
    void namesTheStatementThatRefusedWhateverNeighbourIsAskedAbout(String its) {
        prefix = Prefix.parse(its);
        fixture.rib.change(
                low,
                imports(
                        Statement.reject("skipped", List.of(new Condition.OriginIs(Origin.EGP))),
                        Statement.reject("closed", List.of())));
        announce(low, path(65001, 65002));
        for (RibPeer asked : List.of(low, high)) {
            RouteExplanation why = fixture.explain(prefix, asked);
            assertEquals("low", refused(why).from());
            assertEquals(RefusalReason.IMPORT_POLICY, refused(why).reason());
            assertEquals(
                    "65001 65002",
                    refused(why).received().orElseThrow().asPath().toString());
            assertEquals(
                    List.of("skipped: no, not OriginIs[origin=EGP]", "closed: yes, REJECT"),
                    refused(why).importTrace().orElseThrow().steps().stream()
                            .map(PolicyTrace.Step::toString)
                            .toList());
            assertTrue(why.lines().toString().contains("closed: yes, REJECT"), why.lines()::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.0/16", "2001:db8:1::/48"})
    void tellsOfRefusalsOfAllNeighboursThoseOfTheOneThatWasAskedAboutFirst(String its) {
        prefix = Prefix.parse(its);
        announce(low, path(65001, (int) RibFixture.OUR_AS));
        announce(high, path(65002));
        RouteExplanation why = fixture.explain(prefix, high);
        assertEquals(
                List.of("high FIRST_AS", "low AS_LOOP"),
                why.refusals().known().stream()
                        .map(refused -> refused.from() + " " + refused.reason())
                        .toList());
        assertEquals(Map.of(), why.refusals().unremembered());
        announce(high, path(65001));
        assertEquals("low", refused(fixture.explain(prefix, high)).from());
        fixture.rib.peerDown(low);
        assertEquals(List.of(), fixture.explain(prefix, high).refusals().known());
    }

    @Test
    void saysThatMoreIsRefusedThanIsRemembered() {
        PathAttributes loop = path(65001, (int) RibFixture.OUR_AS).build();
        for (int index = 0; index <= Refusals.MAX; index++) {
            fixture.rib.receive(low, Announcement.of(Prefix.host(IpAddress.ofV4(0x0a000000 + index)), loop));
        }
        RouteExplanation why = fixture.explain(Prefix.host(IpAddress.ofV4(0x0a000000 + Refusals.MAX)), high);
        assertEquals(List.of(), why.refusals().known());
        assertEquals(Map.of("low", 1L), why.refusals().unremembered());
        assertTrue(why.lines().toString().contains("from low more is refused"), why.lines()::toString);
    }

    /** What came, the steps of its way in, and what is kept; with every step that there is. */
    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.0/16", "2001:db8:1::/48"})
    void writesDownEveryStepOfTheWayIn(String its) {
        prefix = Prefix.parse(its);
        RibPeer provider = fixture.peer(
                "provider",
                65001,
                "10.0.0.21",
                RibFixture.policy()
                        .role(Role.CUSTOMER)
                        .honoursBlackhole(true)
                        .asPath(new AsPathRules(0, Optional.of(LocalAs.of(Asn.of(64999))), PrivateAs.KEEP))
                        .build());
        fixture.rib.change(provider, imports(Statement.accept("heavier", List.of(), new Change.Weight(3))));
        announce(provider, path(65001).communities(List.of(Community.GRACEFUL_SHUTDOWN, Community.BLACKHOLE)));
        RouteExplanation.PathStory story =
                fixture.explain(prefix, inside).paths().getFirst();
        assertEquals("65001", story.received().asPath().toString());
        assertEquals(
                List.of("LocalAsInFront", "PolicyAsked", "LeastPreferred", "StaysHere", "MarkedOnlyToCustomer"),
                story.steps().stream()
                        .map(step -> step.getClass().getSimpleName())
                        .toList());
        assertEquals(new ImportStep.LocalAsInFront(Asn.of(64999)), story.steps().getFirst());
        assertEquals(new ImportStep.LeastPreferred(false), story.steps().get(2));
        assertEquals(
                new ImportStep.MarkedOnlyToCustomer(Asn.of(65001)),
                story.steps().getLast());
        assertEquals("64999 65001", story.kept().asPath().toString());
        assertEquals(OptionalLong.of(0), story.kept().localPreference());
        assertTrue(story.kept().communities().contains(Community.NO_EXPORT));
        assertEquals(3, story.weight());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.0/16", "2001:db8:1::/48"})
    void whatNothingChangesHasNoSteps(String its) {
        prefix = Prefix.parse(its);
        announce(low, path(65001));
        RouteExplanation.PathStory story =
                fixture.explain(prefix, inside).paths().getFirst();
        assertEquals(List.of(), story.steps());
        assertEquals(story.received(), story.kept());
    }
}
