package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.Change;
import dev.warren.bgp.policy.CommunitySet;
import dev.warren.bgp.policy.Condition;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.Policy;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.policy.Statement;
import dev.warren.bgp.wire.Announcement;
import dev.warren.bgp.wire.AsPath;
import dev.warren.bgp.wire.Community;
import dev.warren.bgp.wire.Origin;
import dev.warren.bgp.wire.PathAttributes;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Policies of neighbours whose sessions go on, with routes of either family. */
@ParameterizedClass
@EnumSource(IpFamily.class)
class SoftChangeTest {
    private static final int ROUTES = 100;
    private final RibFixture fixture = new RibFixture();
    private final RibPeer feeder = fixture.peer("feeder", 65001, "10.0.0.2");
    private final RibPeer sink = fixture.peer("sink", 65002, "10.0.0.3");
    private final Downstream down = new Downstream(true);
    private final IpFamily family;
    private final Prefix first;
    /** The first four prefixes. */
    private final String four;

    SoftChangeTest(IpFamily family) {
        this.family = family;
        first = prefix(0);
        four = family == IpFamily.V4 ? "10.0.0.0/14+" : "2001:db8::/46+";
    }

    private Prefix prefix(int index) {
        return family == IpFamily.V4
                ? Prefix.around(IpAddress.ofV4(0x0a000000 | index << 16), 16)
                : Prefix.around(IpAddress.ofV6(0x2001_0db8_0000_0000L | (long) index << 16, 0), 48);
    }

    private void announce() {
        List<Prefix> prefixes = new ArrayList<>();
        for (int index = 0; index < ROUTES; index++) {
            prefixes.add(prefix(index));
        }
        PathAttributes attributes = PathAttributes.builder(Origin.IGP, AsPath.sequence(Asn.of(65001)))
                .nextHop(IpAddress.parse(family == IpFamily.V4 ? "192.0.2.7" : "2001:db8:7::7"))
                .build();
        fixture.rib.receive(feeder, Announcement.of(prefixes, attributes));
    }

    private List<RibEvent> settle() {
        List<RibEvent> events = fixture.settle();
        while (sink.hasOutput()) {
            down.take(fixture.rib.pull(sink, 7));
        }
        return events;
    }

    private static Condition in(String range) {
        return new Condition.PrefixIn(RouteFilter.of(List.of(PrefixRange.parse(range))));
    }

    private static Policies exports(Statement... statements) {
        return Policies.of(Policy.PASS, Policy.passingRest("out", List.of(statements)));
    }

    private static Policies imports(Statement... statements) {
        return Policies.of(Policy.passingRest("in", List.of(statements)), Policy.PASS);
    }

    @Test
    void whatGoesOutInTheSameFormIsNotSentAgain() {
        announce();
        settle();
        assertEquals(ROUTES, down.announced);
        // To another AS there is no LOCAL_PREF: the set is another one, the octets are the same.
        fixture.rib.change(sink, exports(Statement.accept("p", List.of(), new Change.LocalPreference(200))));
        settle();
        assertEquals(ROUTES, down.announced);
        fixture.rib.change(
                sink,
                exports(Statement.accept(
                        "c", List.of(in(four)), new Change.AddCommunities(CommunitySet.of(Community.of(1, 2))))));
        settle();
        assertEquals(ROUTES + 4, down.announced);
        assertEquals(List.of(Community.of(1, 2)), first(down).communities());
        fixture.rib.change(sink, exports());
        settle();
        assertEquals(ROUTES + 8, down.announced);
        assertEquals(List.of(), first(down).communities());
    }

    @Test
    void whatIsStoppedIsWithdrawnAndComesBack() {
        announce();
        settle();
        fixture.rib.change(sink, exports(Statement.reject("no", List.of(in(four)))));
        settle();
        assertEquals(ROUTES - 4, down.table.size());
        assertEquals(0, down.needlessWithdrawals);
        assertEquals(ROUTES, down.announced);
        fixture.rib.change(sink, exports());
        settle();
        assertEquals(ROUTES, down.table.size());
        assertEquals(ROUTES + 4, down.announced);
    }

    @Test
    void aChangeDuringTheFirstDumpLosesNothing() {
        announce();
        fixture.settle();
        down.take(fixture.rib.pull(sink, 10));
        fixture.rib.change(sink, exports(Statement.accept("m", List.of(), Change.Med.of(5))));
        down.take(fixture.rib.pull(sink, 10));
        fixture.rib.change(sink, exports(Statement.accept("m", List.of(), Change.Med.of(6))));
        settle();
        assertEquals(ROUTES, down.table.size());
        down.table.forEach(
                (prefix, attributes) -> assertEquals(OptionalLong.of(6), attributes.med(), prefix::toString));
        assertEquals(2, down.endOfRib.size());
    }

    @Test
    void importsAreTakenThroughTheNewPolicyFromTheReceivedForm() {
        announce();
        fixture.rib.change(feeder, imports(Statement.accept("p", List.of(), new Change.LocalPreference(200))));
        settle();
        assertEquals(OptionalLong.of(200), best(first).attributes().localPreference());
        fixture.rib.change(feeder, imports(Statement.accept("w", List.of(), new Change.Weight(9))));
        settle();
        assertEquals(OptionalLong.empty(), best(first).attributes().localPreference());
        assertEquals(9, best(first).weight());
        int sent = down.announced;
        fixture.rib.change(feeder, imports(Statement.accept("renamed", List.of(), new Change.Weight(9))));
        settle();
        assertEquals(sent, down.announced);
    }

    @Test
    void aRefreshIsWantedOnlyIfSomethingWasStopped() {
        announce();
        fixture.rib.change(feeder, imports(Statement.reject("no", List.of(in(four)))));
        assertEquals(List.of(), wanted(settle()));
        assertEquals(ROUTES - 4, down.table.size());
        assertEquals(4, feeder.refused(first.family()));
        fixture.rib.change(feeder, imports());
        assertEquals(List.of(new RibEvent.RefreshWanted(feeder)), wanted(settle()));
        announce();
        settle();
        assertEquals(ROUTES, down.table.size());
        assertEquals(0, feeder.refused(first.family()));
    }

    @Test
    void staleRoutesAreTakenThroughTheNewPolicyWhileTheirNeighbourIsAway() {
        announce();
        settle();
        fixture.rib.peerDown(feeder, Set.of(family));
        fixture.rib.change(
                feeder,
                imports(
                        Statement.reject("no", List.of(in(four))),
                        Statement.accept("p", List.of(), new Change.LocalPreference(200))));
        List<RibEvent> events = settle();
        assertEquals(List.of(), events, "it isn't there to be asked, and announces all again when it is back");
        assertEquals(ROUTES - 4, feeder.stale(family));
        assertEquals(ROUTES - 4, down.table.size());
        assertEquals(0, feeder.refused(family));
        assertEquals(OptionalLong.of(200), best(prefix(4)).attributes().localPreference());
        fixture.rib.change(feeder, imports());
        settle();
        assertEquals(OptionalLong.empty(), best(prefix(4)).attributes().localPreference(), "from the received form");
        fixture.up(feeder);
        announce();
        fixture.rib.endStale(feeder, family);
        settle();
        assertEquals(ROUTES, down.table.size());
        assertEquals(ROUTES, feeder.accepted(family));
    }

    @Test
    void staleRoutesThatAreNotConfirmedYetAreTakenThroughTheNewPolicyToo() {
        announce();
        settle();
        fixture.rib.peerDown(feeder, Set.of(family));
        fixture.up(feeder);
        fixture.rib.change(feeder, imports(Statement.reject("no", List.of(in(four)))));
        settle();
        assertEquals(ROUTES - 4, feeder.stale(family));
        assertEquals(ROUTES - 4, down.table.size());
        assertEquals(0, feeder.refused(family), "it hasn't announced them in this session");
        announce();
        settle();
        assertEquals(4, feeder.refused(family));
        assertEquals(0, feeder.stale(family));
    }

    @Test
    void nothingIsKeptOfStaleRoutesThatANewPolicyHasSeen() {
        announce();
        settle();
        fixture.rib.peerDown(feeder, Set.of(family));
        fixture.rib.change(feeder, imports(Statement.accept("p", List.of(), new Change.LocalPreference(200))));
        settle();
        assertTrue(feeder.account().octets() > 0);
        fixture.rib.endStale(feeder, family);
        settle();
        assertEquals(0, down.table.size());
        assertEquals(0, feeder.account().octets());
    }

    @Test
    void neighboursWithTheSameNewPolicyStillShareTheirBatches() {
        RibPeer other = fixture.peer("other", 65003, "10.0.0.4");
        RibPeer third = fixture.peer("third", 65003, "10.0.0.5");
        announce();
        settle();
        Downstream[] downs = {new Downstream(fixture.fourOctetAs(other)), new Downstream(fixture.fourOctetAs(third))};
        Policies next = exports(Statement.accept("m", List.of(), Change.Med.of(5)));
        List.of(sink, other, third).forEach(peer -> fixture.rib.change(peer, next));
        settle();
        for (RibPeer peer : List.of(other, third)) {
            Downstream its = downs[peer == other ? 0 : 1];
            while (peer.hasOutput()) {
                its.take(fixture.rib.pull(peer, 1_000));
            }
            assertEquals(OptionalLong.of(5), first(its).med());
            assertEquals(ROUTES, its.table.size());
        }
        assertTrue(down.table.values().stream().allMatch(had -> had.med().equals(OptionalLong.of(5))));
    }

    private static List<RibEvent> wanted(List<RibEvent> events) {
        return events.stream()
                .filter(event -> event instanceof RibEvent.RefreshWanted)
                .toList();
    }

    private PathAttributes first(Downstream downstream) {
        return Optional.ofNullable(downstream.table.get(first)).orElseThrow();
    }

    private RibPath best(Prefix prefix) {
        return fixture.rib.best(prefix).orElseThrow();
    }
}
