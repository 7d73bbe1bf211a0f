package dev.warren.topology.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.topology.Bfd;
import dev.warren.topology.SessionProtection;
import dev.warren.topology.TopologyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionProtectionTest {
    private static final String TOPOLOGY = """
            overlay: {name: o, asn: 64512, prefixes: [10.80.0.0/16, "fd80:80::/32"], bfd: {interval: 50}}
            hubs:
              fra:
                router-id: 10.80.0.1
                addresses: [10.80.0.1, "fd80:80::1"]
                endpoints: ["198.51.100.1:51820"]
                public-key: "iPrxGgSSGhFeDmSeHWEcs1pnLgIydBRDRiKqHvAr4VA="
                private-key: {file: fra.key}
              nyc:
                router-id: 10.80.0.2
                addresses: [10.80.0.2, "fd80:80::2"]
                endpoints: ["198.51.100.2:51820"]
                public-key: "TrMvSoP4jYQlY6RIzBgbssQqY3vxI2Pi+y71lOWWXX0="
                private-key: {file: nyc.key}
            sites:
              paris:
                hub: fra
                addresses: [10.80.1.2]
                public-key: "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg="
                bgp: {asn: 65010, bfd: {}}
            upstreams:
              carrier:
                hub: fra
                interface: eth2
                asn: 64600
                address: 192.0.2.2
                local-address: 192.0.2.1
                md5-key: {file: keys/carrier.md5}
                ttl-security: 2
                bfd: {interval: 100, multiplier: 5}
            """;

    @TempDir
    Path folder;

    @Test
    void eachSessionHasItsOwn() throws Exception {
        NodePlan fra =
                NodePlans.compile(TopologyFile.read(Files.writeString(folder.resolve("t.yaml"), TOPOLOGY)), "fra");
        assertEquals(SessionProtection.ofBfd(Optional.of(new Bfd(50, 3))), protection(fra, "nyc"));
        assertEquals(SessionProtection.ofBfd(Optional.of(new Bfd(300, 3))), protection(fra, "paris"));
        assertEquals(
                new SessionProtection(
                        Optional.of(folder.resolve("keys/carrier.md5")),
                        OptionalInt.of(2),
                        Optional.of(new Bfd(100, 5))),
                protection(fra, "carrier"));
    }

    private static SessionProtection protection(NodePlan plan, String neighbour) {
        return plan.bgp().neighbours().stream()
                .filter(each -> each.name().equals(neighbour))
                .findFirst()
                .orElseThrow()
                .protection();
    }
}
