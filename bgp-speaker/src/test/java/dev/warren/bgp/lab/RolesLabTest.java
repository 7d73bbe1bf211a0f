package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles and ONLY_TO_CUSTOMER with FRR and BIRD 2 (RFC 9234). */
@Tag("lab")
class RolesLabTest {
    @TempDir
    private Path folder = Path.of("");

    private static Protection role(String role) {
        return Protection.lines(" neighbor PEER local-role " + role + "\n", "local role " + role + ";\n");
    }

    @ParameterizedTest(name = "{0} is our {2} over {1}")
    @CsvSource({
        "frr, v4, customer, PROVIDER, true",
        "frr, v6, peer, PEER, true",
        "frr, v6, provider, CUSTOMER, false",
        "bird, v6, customer, PROVIDER, true",
        "bird, v4, peer, PEER, true",
        "bird, v4, provider, CUSTOMER, false"
    })
    void ourRoutesAreMarkedForThoseWhoMayNotPassThemUp(
            String program, String transport, String theirs, String ours, boolean marked) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting meeting = new Meeting(folder, program, transport, 64600, "active", role(theirs), "role=" + ours)) {
            meeting.ask("originate 10.1.0.0/16");
            meeting.ask("originate 2001:db8:a::/48");
            meeting.await(() -> meeting.isUp()
                    && meeting.other().routes().contains("10.1.0.0/16")
                    && meeting.other().routes().contains("2001:db8:a::/48"));
            String routes = meeting.other().routes();
            int marks = routes.split("BGP.otc: 64512|\"otc\":64512", -1).length - 1;
            if (marked) {
                assertTrue(marks >= 2, routes);
            } else {
                assertFalse(marks > 0, routes);
            }
        }
    }

    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v6", "bird, v4"})
    void rolesThatDontFitRefuseEachOther(String program, String transport) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting meeting =
                new Meeting(folder, program, transport, 64600, "active", role("provider"), "role=PROVIDER")) {
            meeting.await(() -> meeting.ask("status").contains("2/11 role mismatch"));
            assertTrue(meeting.isDown(), meeting::scene);
        }
    }

    /** RFC 9234 section 4.2: nobody has to say a role unless it is demanded. */
    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v4", "bird, v6"})
    void oneWithoutARoleIsRefusedWhereItIsDemanded(String program, String transport) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting meeting = new Meeting(
                folder, program, transport, 64600, "active", Protection.NONE, "role=PROVIDER", "strict-role")) {
            meeting.await(() -> meeting.ask("status").contains("2/11 role mismatch"));
            assertTrue(meeting.isDown(), meeting::scene);
        }
    }

    /** RFC 9234 section 5, of BIRD, which says no role and so doesn't keep its own rules. FRR has no statement that sets the attribute. */
    @ParameterizedTest(name = "over {0}, we are its {1}, marked {2}")
    @CsvSource({"v4, PROVIDER, 64600, true", "v6, PEER, 64999, true", "v6, PEER, 64600, false"})
    void whatLeaksDoesntComeIn(String transport, String ours, long mark, boolean leak) throws IOException {
        Meeting.assumeReady("bird");
        Protection demands = Protection.NONE.withBirdExport("bgp_otc = " + mark + ";");
        try (Meeting meeting = new Meeting(folder, "bird", transport, 64600, "active", demands, "role=" + ours)) {
            if (leak) {
                meeting.await(() -> {
                    String refusals = meeting.ask("refusals");
                    return refusals.contains("prefix=172.20.0.0/24, pathId=0, reason=ROUTE_LEAK")
                            && refusals.contains("prefix=2001:db8:a00::/48, pathId=0, reason=ROUTE_LEAK");
                });
                assertTrue(meeting.isDown(), meeting::scene);
            } else {
                meeting.await(meeting::isUp);
            }
        }
    }
}
