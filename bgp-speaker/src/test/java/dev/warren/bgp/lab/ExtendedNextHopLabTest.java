package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.IpFamily;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IPv4 routes with IPv6 next hops, both ways, with FRR and BIRD 2 (RFC 8950). */
@Tag("lab")
class ExtendedNextHopLabTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0} AS {1}, we are {2}")
    @CsvSource({"frr, 64600, active", "frr, 64512, passive", "bird, 64600, passive", "bird, 64512, active"})
    void ipv4RoutesHaveIpv6NextHops(String program, long asn, String role) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting meeting = new Meeting(folder, program, "v6", asn, role, Protection.v4OverV6(), "v4-over-v6")) {
            meeting.ask("originate 10.1.0.0/16");
            meeting.ask("originate 2001:db8:a::/48");
            meeting.await(() -> meeting.isUp() && meeting.other().routes().contains("10.1.0.0/16"));
            assertTrue(meeting.ask("status").contains("EXTENDED_NEXT_HOP"), meeting::scene);
            assertTrue(meeting.ask("routes").contains("172.20.0.0/24 via 2001:db8:1::2 "), meeting::scene);
            String routes = meeting.other().routes();
            assertTrue(!routes.contains("192.0.2.1\"") && !routes.contains("192.0.2.1\n"), routes);
            meeting.ask("withdraw 10.1.0.0/16");
            meeting.await(() -> !meeting.other().routes().contains("10.1.0.0/16 ")
                    && !meeting.other().routes().contains("\"10.1.0.0/16\""));
            meeting.other().withdraw(IpFamily.V4);
            meeting.await(() -> !meeting.ask("routes").contains("172.20.0.0/24"));
            meeting.other().withdraw(IpFamily.V6);
            meeting.await(meeting::isDown);
        }
    }
}
