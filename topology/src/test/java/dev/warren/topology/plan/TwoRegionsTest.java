package dev.warren.topology.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.Asn;
import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.net.PrefixRange;
import dev.warren.net.PublicKey;
import dev.warren.net.RouterId;
import dev.warren.topology.PlaneChoice;
import dev.warren.topology.SessionAddresses;
import dev.warren.topology.SessionProtection;
import dev.warren.topology.Topology;
import dev.warren.topology.TopologyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The plans of the two hubs of the first lab. */
final class TwoRegionsTest {
    private static final Path FOLDER = Path.of("src/test/resources/two-regions");

    private static final List<PrefixRange> FRA_GRANTS = ranges(
            "10.80.0.1/32",
            "10.80.1.1/32",
            "10.80.1.2/32",
            "10.80.16.0/24",
            "10.80.17.0/24+",
            "172.20.0.0/16{24,24}",
            "2001:db8:a00::/40{48,48}",
            "fd80:80::1/128",
            "fd80:80:1::1/128",
            "fd80:80:1::2/128",
            "fd80:80:16::/64",
            "fd80:80:17::/64+");
    private static final List<PrefixRange> NYC_GRANTS = ranges(
            "10.80.0.2/32",
            "10.80.2.1/32",
            "10.80.32.0/24",
            "172.21.0.0/16{24,24}",
            "2001:db8:b00::/40{48,48}",
            "fd80:80::2/128",
            "fd80:80:2::1/128",
            "fd80:80:32::/64");
    private static final List<PrefixRange> OVERLAY = ranges("10.80.0.0/16+", "fd80:80::/32+");

    private static Topology topology;
    private static NodePlan fra;
    private static NodePlan nyc;

    @BeforeAll
    static void compile() throws Exception {
        topology = TopologyFile.read(FOLDER);
        fra = NodePlans.compile(topology, "fra");
        nyc = NodePlans.compile(topology, "nyc");
    }

    @Test
    void overlayHasItsDefaults() {
        OverlayPlan expected =
                new OverlayPlan("two-regions", prefixes("10.80.0.0/16", "fd80:80::/32"), 51_820, 5_182, 182, 51_820);
        assertEquals(expected, fra.overlay());
        assertEquals(expected, nyc.overlay());
    }

    @Test
    void tunnelOfFraHasTheOtherHubAndItsOwnSites() throws Exception {
        TunnelPlan expected = new TunnelPlan(
                "warren0",
                addresses("10.80.0.1", "fd80:80::1"),
                1_420,
                51_820,
                PlaneChoice.AUTO,
                FOLDER.resolve("keys/fra.key"),
                key("fra"),
                List.of(
                        new PeerPlan(
                                "nyc",
                                PeerRole.HUB,
                                key("nyc"),
                                Optional.empty(),
                                Optional.of(Endpoint.parse("[2001:db8:ffff:2::1]:51820")),
                                0,
                                addresses("10.80.0.2", "fd80:80::2"),
                                addresses("10.80.0.2", "fd80:80::2"),
                                List.of(),
                                new Authority(NYC_GRANTS)),
                        new PeerPlan(
                                "berlin",
                                PeerRole.SITE,
                                key("berlin"),
                                Optional.of(FOLDER.resolve("keys/berlin.psk")),
                                Optional.empty(),
                                5,
                                addresses("10.80.1.1", "fd80:80:1::1"),
                                addresses("10.80.1.1", "fd80:80:1::1"),
                                prefixes("10.80.1.1/32", "fd80:80:1::1/128", "10.80.16.0/24", "fd80:80:16::/64"),
                                new Authority(ranges(
                                        "10.80.1.1/32", "10.80.16.0/24", "fd80:80:1::1/128", "fd80:80:16::/64"))),
                        new PeerPlan(
                                "paris",
                                PeerRole.SITE,
                                key("paris"),
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                addresses("10.80.1.2", "fd80:80:1::2"),
                                addresses("10.80.1.2", "fd80:80:1::2"),
                                List.of(),
                                new Authority(ranges(
                                        "10.80.1.2/32", "10.80.17.0/24+", "fd80:80:1::2/128", "fd80:80:17::/64+")))));
        assertEquals(expected, fra.tunnel());
    }

    @Test
    void tunnelOfNycHasFraWithTheAuthorityOfAllThatIsBehindIt() {
        assertEquals(
                List.of("fra", "boston"),
                nyc.tunnel().peers().stream().map(PeerPlan::name).toList());
        PeerPlan peer = nyc.tunnel().peers().getFirst();
        assertEquals(new Authority(FRA_GRANTS), peer.authority());
        assertEquals(Optional.of(Endpoint.parse("[2001:db8:ffff:1::1]:51820")), peer.endpoint());
        assertEquals(
                Optional.of(Endpoint.parse("[2001:db8:ffff:5::1]:51820")),
                nyc.tunnel().peers().getLast().endpoint());
    }

    private static Optional<SessionAddresses> ends(String neighbour, String own) {
        return Optional.of(new SessionAddresses(IpAddress.parse(neighbour), IpAddress.parse(own)));
    }

    @Test
    void bgpOfFraHasHubSiteAndUpstream() {
        BgpPlan expected = new BgpPlan(
                Asn.of(64_512),
                RouterId.parse("10.80.0.1"),
                List.of(
                        new NeighbourPlan(
                                "nyc",
                                NeighbourRole.HUB,
                                ends("10.80.0.2", "10.80.0.1"),
                                Asn.of(64_512),
                                false,
                                true,
                                false,
                                Optional.of(IpAddress.parse("10.80.0.1")),
                                Optional.of(IpAddress.parse("fd80:80::1")),
                                NYC_GRANTS,
                                FRA_GRANTS,
                                List.of(new RouteOwner(
                                        "nyc", addresses("10.80.0.2", "fd80:80::2"), new Authority(NYC_GRANTS))),
                                Optional.empty(),
                                SessionProtection.NONE),
                        new NeighbourPlan(
                                "paris",
                                NeighbourRole.SITE,
                                ends("10.80.1.2", "10.80.0.1"),
                                Asn.of(65_010),
                                false,
                                true,
                                false,
                                Optional.of(IpAddress.parse("10.80.0.1")),
                                Optional.of(IpAddress.parse("fd80:80::1")),
                                ranges("10.80.1.2/32", "10.80.17.0/24+", "fd80:80:1::2/128", "fd80:80:17::/64+"),
                                ranges(
                                        "10.80.0.0/16+",
                                        "172.20.0.0/16{24,24}",
                                        "172.21.0.0/16{24,24}",
                                        "2001:db8:a00::/40{48,48}",
                                        "2001:db8:b00::/40{48,48}",
                                        "fd80:80::/32+"),
                                List.of(),
                                Optional.empty(),
                                SessionProtection.NONE),
                        new NeighbourPlan(
                                "upstream-fra",
                                NeighbourRole.UPSTREAM,
                                ends("192.0.2.2", "192.0.2.1"),
                                Asn.of(64_600),
                                false,
                                true,
                                false,
                                Optional.of(IpAddress.parse("192.0.2.1")),
                                Optional.of(IpAddress.parse("2001:db8:192::1")),
                                ranges("172.20.0.0/16{24,24}", "2001:db8:a00::/40{48,48}"),
                                OVERLAY,
                                List.of(),
                                Optional.of("eth2"),
                                SessionProtection.NONE)));
        assertEquals(expected, fra.bgp());
    }

    @Test
    void bothEndsOfAHubSessionAgree() {
        NeighbourPlan ofFra = fra.bgp().neighbours().getFirst();
        NeighbourPlan ofNyc = nyc.bgp().neighbours().getFirst();
        SessionAddresses ends = ofFra.addresses().orElseThrow();
        assertEquals(Optional.of(new SessionAddresses(ends.own(), ends.neighbour())), ofNyc.addresses());
        assertEquals(ofFra.exports(), ofNyc.imports());
        assertEquals(ofFra.imports(), ofNyc.exports());
        assertEquals(EnumSet.allOf(IpFamily.class), ofNyc.families());
    }

    @Test
    void upstreamSessionOverIpv6CarriesBothFamilies() {
        NeighbourPlan upstream = nyc.bgp().neighbours().getLast();
        assertEquals(
                IpAddress.parse("2001:db8:193::2"),
                upstream.addresses().orElseThrow().neighbour());
        assertEquals(Optional.of(IpAddress.parse("192.0.2.5")), upstream.nextHopV4());
        assertEquals(Optional.of(IpAddress.parse("2001:db8:193::1")), upstream.nextHopV6());
    }

    @Test
    void firewallTakesInTheUnionOfTheAuthorities() {
        FirewallPlan expected = new FirewallPlan(
                List.of(new FirewallPlan.SourceSet(
                        "warren0",
                        prefixes(
                                "10.80.0.1/32",
                                "10.80.1.1/32",
                                "10.80.1.2/32",
                                "10.80.2.1/32",
                                "10.80.16.0/24",
                                "10.80.17.0/24",
                                "10.80.32.0/24",
                                "172.20.0.0/16",
                                "2001:db8:a00::/40",
                                "fd80:80::1/128",
                                "fd80:80:1::1/128",
                                "fd80:80:1::2/128",
                                "fd80:80:2::1/128",
                                "fd80:80:16::/64",
                                "fd80:80:17::/64",
                                "fd80:80:32::/64"))),
                List.of("warren0", "eth2"));
        assertEquals(expected, nyc.firewall());
    }

    @Test
    void aFileAndItsFolderReadAlike() throws Exception {
        assertEquals(topology, TopologyFile.read(FOLDER.resolve("topology.yaml")));
    }

    @Test
    void unknownNodeNamesTheKnownOnes() {
        UnknownNodeException site =
                assertThrows(UnknownNodeException.class, () -> NodePlans.compile(topology, "berlin"));
        assertEquals("berlin", site.node());
        assertEquals(List.of("fra", "nyc"), site.known());
        assertEquals(
                "'berlin' is a site, which runs WireGuard without Warren; the hubs of this topology are fra, nyc",
                site.getMessage());
        assertThrows(UnknownNodeException.class, () -> NodePlans.compile(topology, "upstream-fra"));
        assertThrows(UnknownNodeException.class, () -> NodePlans.compile(topology, "sfo"));
    }

    @Test
    void authorityGrantsADefaultRouteOnlyByItself() {
        Authority allButDefault = new Authority(ranges("0.0.0.0/0{1,24}", "::/0+"));
        assertFalse(allButDefault.grants(Prefix.DEFAULT_V4));
        assertFalse(allButDefault.grants(Prefix.DEFAULT_V6));
        assertTrue(allButDefault.grants(Prefix.parse("192.0.2.0/24")));
        assertFalse(allButDefault.grants(Prefix.parse("192.0.2.0/25")));
        assertTrue(new Authority(ranges("::/0")).grants(Prefix.DEFAULT_V6));
        assertFalse(new Authority(List.of()).grants(Prefix.parse("2001:db8::/32")));
    }

    private static PublicKey key(String name) throws Exception {
        return PublicKey.parse(
                Files.readString(FOLDER.resolve("keys/" + name + ".pub")).strip());
    }

    private static List<PrefixRange> ranges(String... texts) {
        return Stream.of(texts).map(PrefixRange::parse).toList();
    }

    private static List<Prefix> prefixes(String... texts) {
        return Stream.of(texts).map(Prefix::parse).toList();
    }

    private static List<IpAddress> addresses(String... texts) {
        return Stream.of(texts).map(IpAddress::parse).toList();
    }
}
