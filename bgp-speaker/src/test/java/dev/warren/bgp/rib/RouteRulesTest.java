package dev.warren.bgp.rib;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.bgp.policy.AsPathRules;
import dev.warren.bgp.policy.LocalAs;
import dev.warren.bgp.policy.NeighbourPolicy;
import dev.warren.bgp.policy.Policies;
import dev.warren.bgp.policy.PrivateAs;
import dev.warren.bgp.policy.RouteFilter;
import dev.warren.bgp.rib.Announcements.Way;
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
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a route between two neighbours by rules of AS_PATH and by communities that every AS understands, in both families. */
class RouteRulesTest {
    private final RibFixture fixture = new RibFixture();

    private static Prefix prefix(IpFamily family) {
        return Prefix.parse(family == IpFamily.V4 ? "10.1.0.0/16" : "2001:db8:a::/48");
    }

    private RibPeer peer(String name, long asn, String id, AsPathRules rules) {
        return fixture.peer(name, asn, id, RibFixture.policy().asPath(rules).build());
    }

    private static PathAttributesBuilder path(IpFamily family, String numbers) {
        Asn[] asns = Stream.of(numbers.split(" ", -1)).map(Asn::parse).toArray(Asn[]::new);
        return PathAttributes.builder(Origin.IGP, AsPath.sequence(asns))
                .nextHop(IpAddress.parse(family == IpFamily.V4 ? "192.0.2.9" : "2001:db8:9::9"));
    }

    private void announce(RibPeer from, IpFamily family, PathAttributes attributes) {
        Announcements.receive(fixture.rib, from, prefix(family), attributes);
    }

    private Optional<PathAttributes> at(RibPeer sink, IpFamily family) {
        Downstream downstream = new Downstream(fixture.fourOctetAs(sink));
        while (sink.hasOutput()) {
            downstream.take(fixture.rib.pull(sink, 100));
        }
        return Optional.ofNullable(downstream.table.get(prefix(family)));
    }

    private String pathAt(RibPeer sink, IpFamily family) {
        return at(sink, family).map(had -> had.asPath().toString()).orElse("nothing");
    }

    /** A received path, how often our AS 64512 may stand in it, a local AS, and what an internal neighbour gets. */
    @ParameterizedTest(name = "{0}, own AS {1} times, local AS {2}: {3}")
    @CsvSource({
        "64600 64512, 0, '', nothing",
        "64600 64512, 1, '', 64600 64512",
        "64600 64512 64512, 1, '', nothing",
        "64600 64512 64512, 2, '', 64600 64512 64512",
        "64600 3320, 0, 64999, 64999 64600 3320",
        "64600 3320, 0, -64999, 64600 3320",
        "64600 64999, 0, 64999, nothing",
        "64600 64999, 1, 64999, 64999 64600 64999"
    })
    void comesIn(String received, int allowed, String local, String expected) {
        Optional<LocalAs> localAs = local.isEmpty()
                ? Optional.empty()
                : Optional.of(new LocalAs(Asn.of(Math.abs(Long.parseLong(local))), !local.startsWith("-"), false));
        for (IpFamily family : IpFamily.values()) {
            RibPeer feeder =
                    peer("feeder" + family, 64600, "10.0.0.2", new AsPathRules(allowed, localAs, PrivateAs.KEEP));
            RibPeer sink = peer("sink" + family, RibFixture.OUR_AS, "10.0.0.3", AsPathRules.STANDARD);
            for (Way way : Way.values()) {
                Announcements.receive(
                        way,
                        fixture.rib,
                        feeder,
                        prefix(family),
                        path(family, received).build());
                assertEquals(expected, pathAt(sink, family), way::toString);
                fixture.rib.peerDown(feeder);
                fixture.up(feeder);
                fixture.rib.refresh(sink, family, false);
            }
        }
    }

    /** What we are to a neighbour of AS 64600, whether its AS has to be the first, the path, and whether we take it (RFC 7947 section 2.2.2.1). */
    @ParameterizedTest(name = "{0}, first AS asked for {1}, {2}: {3}")
    @CsvSource({
        "-, true, 64600 3320, true",
        "-, true, 3320 64600, false",
        "-, false, 3320 64600, true",
        "CUSTOMER, true, 3320, false",
        "CUSTOMER, false, 3320, true",
        "ROUTE_SERVER, true, 3320, false",
        "ROUTE_SERVER_CLIENT, true, 3320, true",
        "ROUTE_SERVER_CLIENT, true, 64512 3320, false"
    })
    void routeServersNeedNotBeTheFirstAs(String ours, boolean firstAs, String received, boolean taken) {
        AsPathRules rules = firstAs ? AsPathRules.STANDARD : AsPathRules.STANDARD.withAnyFirstAs();
        NeighbourPolicy.Builder policy = RibFixture.policy().asPath(rules);
        RibPeer feeder = fixture.peer(
                "feeder",
                64600,
                "10.0.0.2",
                ours.equals("-")
                        ? policy.build()
                        : policy.role(Role.valueOf(ours)).build());
        for (IpFamily family : IpFamily.values()) {
            for (Way way : Way.values()) {
                Announcements.receive(
                        way,
                        fixture.rib,
                        feeder,
                        prefix(family),
                        path(family, received).build());
                assertEquals(taken, fixture.rib.best(prefix(family)).isPresent());
            }
        }
    }

    /** What isn't plain is decoded first, and the local AS goes in front all the same. */
    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void aDecodedAnnouncementGetsTheLocalAsAsWell(IpFamily family) {
        AsPathRules rules = new AsPathRules(0, Optional.of(LocalAs.of(Asn.of(64999))), PrivateAs.KEEP);
        RibPeer feeder = peer("feeder", 64600, "10.0.0.2", rules);
        RibPeer sink = peer("sink", RibFixture.OUR_AS, "10.0.0.3", AsPathRules.STANDARD);
        fixture.rib.receive(
                feeder, Announcement.of(prefix(family), path(family, "64600").build()));
        assertEquals("64999 64600", pathAt(sink, family));
    }

    /** From AS 64600 to AS 64601: a received path, what becomes of private numbers, a local AS (in place of ours if negative). */
    @ParameterizedTest(name = "{0} {1}, local AS {2}: {3}")
    @CsvSource({
        "64600 3320, KEEP, '', 64512 64600 3320",
        "64600 3320, REMOVE_IF_ALL, '', 64512 64600 3320",
        "64600 65010, REMOVE_IF_ALL, '', 64512",
        "64600 3320 65010, REMOVE, '', 64512 3320",
        "64600 64601 4200000000, REMOVE, '', 64512 64601",
        "64600 64511 65534 65535 4294967294 4294967295, REMOVE, '', 64512 64511 65535 4294967295",
        "64600 3320 65010, REPLACE, '', 64512 64512 3320 64512",
        "64600 3320, KEEP, 64999, 64999 64512 64600 3320",
        "64600 3320, KEEP, -64999, 64999 64600 3320",
        "64600 3320, REMOVE, -3333, 3333 3320"
    })
    void goesOut(String received, PrivateAs privateAs, String local, String expected) {
        Optional<LocalAs> localAs = local.isEmpty()
                ? Optional.empty()
                : Optional.of(new LocalAs(Asn.of(Math.abs(Long.parseLong(local))), true, local.startsWith("-")));
        for (IpFamily family : IpFamily.values()) {
            RibPeer feeder = peer("feeder" + family, 64600, "10.0.0.2", AsPathRules.STANDARD);
            RibPeer sink = peer("sink" + family, 64601, "10.0.0.3", new AsPathRules(0, localAs, privateAs));
            announce(feeder, family, path(family, received).build());
            assertEquals(expected, pathAt(sink, family));
        }
    }

    @Test
    void aLongPathGetsAnotherSegment() {
        RibPeer feeder = peer("feeder", 64600, "10.0.0.2", AsPathRules.STANDARD);
        RibPeer sink = peer(
                "sink", 64601, "10.0.0.3", new AsPathRules(0, Optional.of(LocalAs.of(Asn.of(64999))), PrivateAs.KEEP));
        String most = "64600" + " 3320".repeat(253);
        announce(feeder, IpFamily.V4, path(IpFamily.V4, most).build());
        assertEquals("64999 64512 " + most, pathAt(sink, IpFamily.V4));
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void whatIsAboutToGoIsLeastPreferred(IpFamily family) {
        RibPeer feeder = peer("feeder", 64600, "10.0.0.2", AsPathRules.STANDARD);
        RibPeer internal = peer("internal", RibFixture.OUR_AS, "10.0.0.3", AsPathRules.STANDARD);
        announce(
                feeder,
                family,
                path(family, "64600")
                        .communities(List.of(Community.GRACEFUL_SHUTDOWN))
                        .build());
        PathAttributes had = at(internal, family).orElseThrow();
        assertEquals(OptionalLong.of(0), had.localPreference());
        assertEquals(List.of(Community.GRACEFUL_SHUTDOWN), had.communities());
    }

    /** Both ways, with and without communities, on and off. */
    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void ourSessionIsAboutToGo(IpFamily family) {
        RibPeer feeder = peer("feeder", 64600, "10.0.0.2", AsPathRules.STANDARD);
        RibPeer external = peer("external", 64601, "10.0.0.3", AsPathRules.STANDARD);
        RibPeer internal = peer("internal", RibFixture.OUR_AS, "10.0.0.4", AsPathRules.STANDARD);
        announce(feeder, family, path(family, "64600").build());
        assertEquals(List.of(), at(external, family).orElseThrow().communities());
        assertEquals(OptionalLong.of(100), at(internal, family).orElseThrow().localPreference());
        drain(external, true);
        drain(internal, true);
        assertEquals(
                List.of(Community.GRACEFUL_SHUTDOWN),
                at(external, family).orElseThrow().communities());
        assertEquals(OptionalLong.of(0), at(internal, family).orElseThrow().localPreference());
        drain(external, false);
        drain(internal, false);
        assertEquals(List.of(), at(external, family).orElseThrow().communities());
        assertEquals(OptionalLong.of(100), at(internal, family).orElseThrow().localPreference());
        drain(feeder, true);
        assertEquals(OptionalLong.of(0), at(internal, family).orElseThrow().localPreference());
        announce(
                feeder,
                family,
                path(family, "64600")
                        .communities(List.of(Community.of(64600, 5)))
                        .build());
        drain(external, true);
        assertEquals(
                List.of(Community.of(64600, 5), Community.GRACEFUL_SHUTDOWN),
                at(external, family).orElseThrow().communities());
    }

    private void drain(RibPeer peer, boolean begins) {
        fixture.rib.change(peer, peer.policies().gracefulShutdown(begins));
        fixture.settle();
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void blackholesStayHereAndOnlyWhereTheyAreHonoured(IpFamily family) {
        PathAttributes attributes =
                path(family, "64600").communities(List.of(Community.BLACKHOLE)).build();
        RibPeer plain = peer("plain", 64600, "10.0.0.2", AsPathRules.STANDARD);
        RibPeer external = peer("external", 64601, "10.0.0.3", AsPathRules.STANDARD);
        RibPeer internal = peer("internal", RibFixture.OUR_AS, "10.0.0.4", AsPathRules.STANDARD);
        announce(plain, family, attributes);
        assertEquals(false, fixture.rib.best(prefix(family)).orElseThrow().isDiscard());
        assertTrue(at(external, family).isPresent());
        fixture.rib.peerDown(plain);

        RibPeer honoured = fixture.peer(
                "honoured",
                64600,
                "10.0.0.5",
                RibFixture.policy().honoursBlackhole(true).build());
        announce(honoured, family, attributes);
        assertEquals(true, fixture.rib.best(prefix(family)).orElseThrow().isDiscard());
        assertTrue(at(external, family).isEmpty());
        assertEquals(
                List.of(Community.BLACKHOLE, Community.NO_EXPORT),
                at(internal, family).orElseThrow().communities());
    }

    @ParameterizedTest
    @CsvSource({"PEER, false", "CUSTOMER, true", "PROVIDER, true"})
    void noPeerIsForBilateralPeers(Role role, boolean goes) {
        RibPeer feeder = peer("feeder", 64600, "10.0.0.2", AsPathRules.STANDARD);
        NeighbourPolicy policy = RibFixture.policy().role(role).build();
        RibPeer sink = fixture.peer("sink", 64601, "10.0.0.3", policy);
        for (IpFamily family : IpFamily.values()) {
            announce(
                    feeder,
                    family,
                    path(family, "64600")
                            .communities(List.of(Community.NO_PEER))
                            .build());
            assertEquals(goes, at(sink, family).isPresent());
        }
    }

    /** Two paths of two AS: by MED between them, and without. */
    @ParameterizedTest(name = "always {0}, missing worst {1}: MED {2} and {3}, best is of {4}")
    @CsvSource({
        "false, false, 5, 3, 64600",
        "true, false, 5, 3, 64601",
        "true, false, 5, -, 64601",
        "true, true, 5, -, 64600",
        "true, true, 4294967295, -, 64600"
    })
    void medIsComparedAsTheRulesSay(boolean always, boolean missingWorst, String first, String second, long best) {
        RibFixture its = new RibFixture(new MedRules(always, missingWorst), Multipath.OFF);
        for (IpFamily family : IpFamily.values()) {
            RibPeer one = its.peer("one" + family, 64600, "10.0.0.2");
            RibPeer two = its.peer("two" + family, 64601, "10.0.0.3");
            Announcements.receive(its.rib, one, prefix(family), med(family, "64600", first));
            Announcements.receive(its.rib, two, prefix(family), med(family, "64601", second));
            RibPath winner = its.rib.best(prefix(family)).orElseThrow();
            assertEquals(
                    best, winner.attributes().asPath().first().orElseThrow().value());
        }
    }

    private static PathAttributes med(IpFamily family, String asn, String med) {
        return path(family, asn)
                .med(med.equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(med)))
                .build();
    }

    @Test
    void aChangeOfFiltersKeepsTheSessionGoing() {
        RibPeer feeder = peer("feeder", 64600, "10.0.0.2", AsPathRules.STANDARD);
        drain(feeder, true);
        fixture.rib.change(feeder, Policies.of(RouteFilter.acceptAll(), RouteFilter.acceptAll()));
        announce(feeder, IpFamily.V4, path(IpFamily.V4, "64600").build());
        assertEquals(
                OptionalLong.empty(),
                fixture.rib.best(prefix(IpFamily.V4)).orElseThrow().attributes().localPreference());
    }
}
