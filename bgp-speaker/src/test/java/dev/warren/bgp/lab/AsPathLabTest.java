package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AS_SETs of FRR's aggregates (RFC 9774), BIRD with two-octet AS numbers (RFC 6793), and BIRD as a route server (RFC 7947). */
@Tag("lab")
class AsPathLabTest {
    private static final String AGGREGATES = """
            route-map FAR permit 10
             set as-path prepend 3320 3333
            exit
            router bgp 64600
             address-family ipv4 unicast
              network 172.20.1.0/24 route-map FAR
              aggregate-address 172.20.0.0/16 as-set
             exit-address-family
             address-family ipv6 unicast
              network 2001:db8:a01::/48 route-map FAR
              aggregate-address 2001:db8:a00::/40 as-set
             exit-address-family
            """;

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "over {0}")
    @CsvSource({"v4", "v6"})
    void aggregatesWithSetsAreRefused(String transport) throws IOException {
        Meeting.assumeReady("frr");
        Protection demands = Protection.lines(AGGREGATES, "");
        try (Meeting meeting = new Meeting(folder, "frr", transport, 64600, "active", demands)) {
            meeting.await(() -> Meeting.times(Pattern.compile("refused=1"), meeting.ask("status")) == 2);
            meeting.await(() -> meeting.isUp() && meeting.hasPaths(1, 1));
            assertEquals(1, meeting.paths("172.20.1.0/24"));
            assertEquals(1, meeting.paths("2001:db8:a01::/48"));
            assertEquals(0, meeting.paths("172.20.0.0/16"));
            assertEquals(0, meeting.paths("2001:db8:a00::/40"));
        }
    }

    @ParameterizedTest(name = "over {0}")
    @CsvSource({"v4", "v6"})
    void whoWantsSetsTakesThem(String transport) throws IOException {
        Meeting.assumeReady("frr");
        Protection demands = Protection.lines(AGGREGATES, "");
        try (Meeting meeting = new Meeting(folder, "frr", transport, 64600, "active", demands, "as-sets")) {
            meeting.await(
                    () -> Meeting.times(Pattern.compile("path \\[64600 \\{3320 3333}]"), meeting.ask("routes")) == 2);
            assertEquals(1, meeting.paths("172.20.0.0/16"));
            assertEquals(1, meeting.paths("2001:db8:a00::/40"));
            assertFalse(meeting.ask("status").contains("refused=1"), meeting::scene);
        }
    }

    /** AS 4200000000 is exact on both sides, though it goes both ways as AS_TRANS with AS4_PATH; with and without a local AS. */
    @ParameterizedTest(name = "over {0}, we are AS {1}")
    @CsvSource({"v4, 64512", "v6, 64512", "v6, 64999"})
    void oldSpeakersPassExactPaths(String transport, long shown) throws IOException {
        Meeting.assumeReady("bird");
        Protection demands = Protection.lines("", "enable as4 off;\n").withBirdExport("bgp_path.prepend(4200000000);");
        String option = shown == 64512 ? "as-sets" : "as-path=" + shown;
        try (Meeting meeting = new Meeting(folder, "bird", transport, 64600, "active", demands, option)) {
            meeting.await(meeting::isUp);
            assertFalse(meeting.ask("status").contains("FOUR_OCTET_AS"), meeting::scene);
            String local = shown == 64512 ? "" : shown + " ";
            Pattern theirs = Pattern.compile("path \\[" + local + "64600 4200000000]");
            meeting.await(() -> Meeting.times(theirs, meeting.ask("routes")) == 2);

            meeting.ask("policies far");
            meeting.ask("originate 10.1.0.0/16");
            meeting.ask("originate 2001:db8:a::/48");
            Pattern ours = Pattern.compile("as_path: " + local + "64512 4200000000\n");
            meeting.await(() -> meeting.otherHas("10.1.0.0/16")
                    && meeting.otherHas("2001:db8:a::/48")
                    && Meeting.times(ours, meeting.other().routes()) == 2);
        }
    }

    @ParameterizedTest(name = "over {0}")
    @CsvSource({"v4", "v6"})
    void aRouteServerLeavesItsAsOut(String transport) throws IOException {
        Meeting.assumeReady("bird");
        Protection demands =
                Protection.lines("", "local role rs_server;\nrs client;\n").withBirdExport("bgp_path.prepend(3320);");
        try (Meeting meeting =
                new Meeting(folder, "bird", transport, 64600, "active", demands, "role=ROUTE_SERVER_CLIENT")) {
            meeting.await(() -> Meeting.times(Pattern.compile("path \\[3320]"), meeting.ask("routes")) == 2);
            assertEquals(1, meeting.paths("172.20.0.0/24"));
            assertEquals(1, meeting.paths("2001:db8:a00::/48"));
        }
    }
}
