package dev.warren.bgp.lab;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FRR and BIRD 2 announce the same prefixes: packets go over both, in proportion to their link bandwidths if both say one. */
@Tag("lab")
class MultipathLabTest {
    /** Twice FRR's: 200 Mbit/s as 25,000,000 octets a second; transitive, as both drop others towards another AS. */
    private static final String BANDWIDTH = "bgp_ext_community.add((generic, 0x0004fc18, 0x4bbebc20));";

    @TempDir
    private Path folder = Path.of("");

    private static String frrBandwidth(long asn) {
        return """
                route-map V4 permit 10
                 set extcommunity bandwidth 100
                exit
                route-map V6 permit 10
                 set extcommunity bandwidth 100
                exit
                router bgp %d
                """.formatted(asn);
    }

    @ParameterizedTest(name = "over {0}, AS {1}, with bandwidth {2}")
    @CsvSource({"v4, 64600, true, 2", "v6, 64512, false, 1"})
    void packetsGoOverBoth(String transport, long asn, boolean bandwidth, int share) throws IOException {
        Meeting.assumeReady("frr");
        Meeting.assumeReady("bird");
        boolean v4 = transport.equals("v4");
        try (Meeting meeting = new Meeting(
                folder,
                "frr",
                transport,
                asn,
                "active",
                Protection.lines(bandwidth ? frrBandwidth(asn) : "", ""),
                "multipath",
                SecondBird.option(v4, asn))) {
            SecondBird bird = new SecondBird(
                    meeting.namespaces(), folder, v4, asn, Bird.statics(false), bandwidth ? BANDWIDTH : "", "");
            String four = "172.20.0.0/24 192.0.2.2*1 198.51.100.2*" + share;
            String six = "2001:db8:a00::/48 2001:db8:1::2*1 2001:db8:2::2*" + share;
            meeting.await(() -> {
                String hops = meeting.ask("hops");
                return hops.contains(four) && hops.contains(six);
            });
            bird.tell("disable", "six");
            meeting.await(() -> meeting.ask("hops").contains("2001:db8:a00::/48 2001:db8:1::2\n")
                    && meeting.ask("hops").contains(four));
        }
    }
}
