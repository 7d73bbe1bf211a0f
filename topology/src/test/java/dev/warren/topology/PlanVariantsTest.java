package dev.warren.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import dev.warren.topology.plan.NeighbourPlan;
import dev.warren.topology.plan.NodePlan;
import dev.warren.topology.plan.NodePlans;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a changed line of the topology does to the plans. */
final class PlanVariantsTest {
    @TempDir
    Path folder;

    private NodePlan plan(String node, String find, String replacement) throws Exception {
        String original = Files.readString(Broken.ORIGINAL.resolve("topology.yaml"));
        assertTrue(original.contains(find), find);
        return NodePlans.compile(TopologyFile.read(Broken.write(folder, original.replace(find, replacement))), node);
    }

    @Test
    void withoutALinkTheFirstEndpointIsUsed() throws Exception {
        NodePlan fra = plan("fra", "links:\n  - {between: [fra, nyc], family: v6}\n", "");
        assertEquals(
                Optional.of(Endpoint.parse("198.51.100.5:51820")),
                fra.tunnel().peers().getFirst().endpoint());
    }

    @Test
    void aLinkMayHaveAPresharedKey() throws Exception {
        NodePlan nyc = plan("nyc", "family: v6", "preshared-key: {file: /etc/warren/link.psk}");
        assertEquals(
                Optional.of(Path.of("/etc/warren/link.psk")),
                nyc.tunnel().peers().getFirst().presharedKeyFile());
    }

    @Test
    void aSiteInTheOverlaysOwnAsIsARouteReflectorClient() throws Exception {
        NeighbourPlan paris = neighbour(plan("fra", "{asn: 65010}", "{asn: 64512, passive: true}"), "paris");
        assertTrue(paris.routeReflectorClient());
        assertTrue(paris.passive());
    }

    @Test
    void aBgpSiteOfOneFamilySpeaksOnlyThat() throws Exception {
        NodePlan fra = plan("fra", """
                [10.80.1.2, "fd80:80:1::2"]
                    public-key: {file: keys/paris.pub}
                    prefixes: [10.80.17.0/24,""", """
                ["fd80:80:1::2"]
                    public-key: {file: keys/paris.pub}
                    prefixes: [""");
        assertEquals(Set.of(IpFamily.V6), neighbour(fra, "paris").families());
    }

    @Test
    void hubsThatWriteDifferentFamiliesFirstMeetOverIpv6() throws Exception {
        String find = "[10.80.0.2, \"fd80:80::2\"]";
        String replacement = "[\"fd80:80::2\", 10.80.0.2]";
        NeighbourPlan ofFra = neighbour(plan("fra", find, replacement), "nyc");
        NeighbourPlan ofNyc = neighbour(plan("nyc", find, replacement), "fra");
        SessionAddresses ends = ofFra.addresses().orElseThrow();
        assertEquals(IpAddress.parse("fd80:80::2"), ends.neighbour());
        assertEquals(Optional.of(new SessionAddresses(ends.own(), ends.neighbour())), ofNyc.addresses());
    }

    @Test
    void anUnnumberedUpstreamSpeaksBothFamiliesAndHasNoAddresses() throws Exception {
        NeighbourPlan upstream = neighbour(plan("fra", """
                            address: 192.0.2.2
                            local-address: 192.0.2.1
                            next-hops: [192.0.2.1, "2001:db8:192::1"]
                        """, "    unnumbered: true\n"), "upstream-fra");
        assertTrue(upstream.isUnnumbered());
        assertEquals(Optional.of("eth2"), upstream.interfaceName());
        assertEquals(EnumSet.allOf(IpFamily.class), upstream.families());
        assertTrue(upstream.nextHopV4().isEmpty() && upstream.nextHopV6().isEmpty());
    }

    @Test
    void anUpstreamsDefaultRouteIsGrantedToItsHubAndOpensTheFirewall() throws Exception {
        NodePlan nyc = plan("nyc", "\"172.20.0.0/16{24,24}\"", "0.0.0.0/0");
        assertTrue(nyc.tunnel().peers().getFirst().authority().grants(Prefix.DEFAULT_V4));
        assertFalse(nyc.tunnel().peers().getFirst().authority().grants(Prefix.DEFAULT_V6));
        assertEquals(
                Prefix.DEFAULT_V4,
                nyc.firewall().sources().getFirst().prefixes().getFirst());
        assertEquals(
                List.of(Prefix.DEFAULT_V4),
                nyc.firewall().sources().getFirst().prefixes().stream()
                        .filter(prefix -> prefix.family() == IpFamily.V4)
                        .toList());
    }

    private static NeighbourPlan neighbour(NodePlan plan, String name) {
        return plan.bgp().neighbours().stream()
                .filter(neighbour -> neighbour.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
