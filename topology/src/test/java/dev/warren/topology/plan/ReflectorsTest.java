package dev.warren.topology.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.IpAddress;
import dev.warren.net.Prefix;
import dev.warren.net.PublicKey;
import dev.warren.topology.Topology;
import dev.warren.topology.TopologyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who speaks with whom, and who may tell what, where some hubs are reflectors. Hub {@code hN} has the site {@code sN}. */
final class ReflectorsTest {
    @TempDir
    Path folder;

    /** Five hubs, of which these are reflectors; site s4 speaks BGP as the overlay's AS. */
    private Topology topology(String... reflectors) throws Exception {
        StringBuilder text = new StringBuilder(
                "overlay: {name: many, asn: 64512, prefixes: [10.80.0.0/16, \"fd80:80::/32\"]}\nhubs:\n");
        for (int hub = 1; hub <= 5; hub++) {
            text.append("""
                      h%1$d:
                        router-id: 10.80.0.%1$d
                        addresses: [10.80.0.%1$d, "fd80:80::%1$d"]
                        endpoints: ["198.51.100.%1$d:51820"]
                        public-key: "%2$s"
                        private-key: {file: h%1$d.key}
                        reflector: %3$s
                    """.formatted(hub, key(hub), Arrays.asList(reflectors).contains("h" + hub)));
        }
        text.append("sites:\n");
        for (int site = 1; site <= 5; site++) {
            text.append("""
                      s%1$d:
                        hub: h%1$d
                        addresses: [10.80.%1$d.1, "fd80:80:%1$d::1"]
                        public-key: "%2$s"
                        prefixes: [10.80.1%1$d.0/24, "fd80:80:1%1$d::/64"]
                        %3$s
                    """.formatted(site, key(10 + site), site == 4 ? "bgp: {asn: 64512}" : "keepalive: 5"));
        }
        return TopologyFile.read(Files.writeString(folder.resolve("topology.yaml"), text));
    }

    private static PublicKey key(int filler) {
        byte[] bytes = new byte[PublicKey.BYTES];
        Arrays.fill(bytes, (byte) filler);
        return PublicKey.of(bytes);
    }

    private static List<NeighbourPlan> neighbours(Topology topology, String hub) throws Exception {
        return NodePlans.compile(topology, hub).bgp().neighbours();
    }

    private static NeighbourPlan neighbour(Topology topology, String hub, String name) throws Exception {
        return neighbours(topology, hub).stream()
                .filter(neighbour -> neighbour.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String sessions(Topology topology, String hub) throws Exception {
        return neighbours(topology, hub).stream()
                .filter(neighbour -> neighbour.role() == NeighbourRole.HUB)
                .map(neighbour -> neighbour.name() + (neighbour.routeReflectorClient() ? " client" : ""))
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "       | h1 | h2, h3, h4, h5",
                "h1     | h1 | h2 client, h3 client, h4 client, h5 client",
                "h1     | h3 | h1",
                "h1,h2  | h1 | h2, h3 client, h4 client, h5 client",
                "h1,h2  | h2 | h1, h3 client, h4 client, h5 client",
                "h1,h2  | h3 | h1, h2",
                "h1,h2,h3,h4,h5 | h3 | h1, h2, h4, h5",
            })
    void clientsSpeakWithReflectorsOnly(String reflectors, String hub, String expected) throws Exception {
        String[] names = reflectors == null ? new String[0] : reflectors.split(",");
        assertEquals(expected, sessions(topology(names), hub));
    }

    @Test
    void tunnelsStayAFullMesh() throws Exception {
        assertEquals(
                List.of("h1", "h2", "h4", "h5", "s3"),
                NodePlans.compile(topology("h1", "h2"), "h3").tunnel().peers().stream()
                        .map(PeerPlan::name)
                        .toList());
    }

    @Test
    void aReflectorMayTellOfAllOthers() throws Exception {
        NeighbourPlan h1 = neighbour(topology("h1", "h2"), "h3", "h1");
        assertEquals(
                List.of("h1", "h2", "h4", "s4", "h5"),
                h1.owners().stream().map(RouteOwner::name).toList());
        assertTrue(imports(h1, "10.80.15.0/24"));
        assertFalse(imports(h1, "10.80.13.0/24"), "h3's own");
        assertFalse(imports(h1, "10.81.0.0/24"));
    }

    @Test
    void whatAClientTellsIsItsOwn() throws Exception {
        Topology topology = topology("h1", "h2");
        NeighbourPlan ofReflector = neighbour(topology, "h1", "h3");
        NeighbourPlan ofClient = neighbour(topology, "h3", "h1");
        assertEquals(
                List.of("h3"),
                ofReflector.owners().stream().map(RouteOwner::name).toList());
        assertEquals(ofReflector.imports(), ofClient.exports());
        assertFalse(imports(ofReflector, "10.80.15.0/24"));
    }

    @Test
    void behindANextHopLiesWhatItsOwnerIsGranted() throws Exception {
        List<RouteOwner> owners = neighbour(topology("h1"), "h3", "h1").owners();
        assertEquals(
                Stream.of("10.80.0.5", "fd80:80::5").map(IpAddress::parse).toList(),
                owners.getLast().nextHops());
        for (RouteOwner owner : owners) {
            boolean its = owner.name().equals("h5");
            assertEquals(its, owner.authority().grants(Prefix.parse("10.80.15.0/24")), owner::name);
            assertEquals(its, owner.authority().grants(Prefix.parse("fd80:80:15::/64")), owner::name);
        }
    }

    @Test
    void aReflectorTellsAllTheSame() throws Exception {
        Topology topology = topology("h1", "h2");
        NeighbourPlan h3 = neighbour(topology, "h1", "h3");
        assertEquals(h3.exports(), neighbour(topology, "h1", "h5").exports());
        assertEquals(h3.exports(), neighbour(topology, "h1", "h2").exports());
        for (int site = 1; site <= 5; site++) {
            Prefix prefix = Prefix.parse("10.80.1" + site + ".0/24");
            assertTrue(h3.exports().stream().anyMatch(range -> range.matches(prefix)), prefix::toString);
        }
    }

    @Test
    void aSiteInTheOverlaysAsIsANextHopBehindItsHub() throws Exception {
        for (PeerPlan peer : NodePlans.compile(topology(), "h3").tunnel().peers()) {
            assertEquals(peer.name().equals("h4"), peer.nextHops().contains(IpAddress.parse("10.80.4.1")), peer::name);
            assertTrue(peer.nextHops().containsAll(peer.addresses()), peer::name);
        }
    }

    private static boolean imports(NeighbourPlan neighbour, String prefix) {
        return neighbour.imports().stream().anyMatch(range -> range.matches(Prefix.parse(prefix)));
    }
}
