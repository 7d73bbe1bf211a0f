package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.IpFamily;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions with FRR and BIRD 2: both families over either transport, either side opening, judged by both sides' tables. */
@Tag("lab")
class InteroperabilityTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0} AS {1} over {2}, we are {3}")
    @CsvSource({
        "frr, 64600, v4, active",
        "frr, 64600, v6, passive",
        "frr, 64512, v4, passive",
        "frr, 64512, v6, active",
        "bird, 4200000000, v4, passive",
        "bird, 64700, v6, active",
        "bird, 64512, v4, active",
        "bird, 64512, v6, passive"
    })
    void exchangesRoutes(String program, long asn, String transport, String role) throws IOException {
        exchangeRoutes(new Circumstances(program, transport, false, false), asn, role);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.warren.bgp.lab.Circumstances#all")
    void isAnExternalPeer(Circumstances circumstances) throws IOException {
        exchangeRoutes(circumstances, 64600, "active");
    }

    private void exchangeRoutes(Circumstances circumstances, long asn, String role) throws IOException {
        try (Meeting meeting = circumstances.meet(folder, asn, role, Protection.NONE)) {
            meeting.ask("originate 10.1.0.0/16");
            meeting.ask("originate 2001:db8:a::/48");
            String path = asn == 64512 ? "" : Long.toString(asn);
            meeting.await(() -> {
                String routes = meeting.ask("routes");
                return routes.contains("172.20.0.0/24 via 192.0.2.2 path [" + path + "] from peer")
                        && routes.contains("2001:db8:a00::/48 via 2001:db8:1::2 path [" + path + "] from peer")
                        && meeting.hasPaths(circumstances.paths(), circumstances.paths());
            });
            meeting.await(() -> meeting.otherHas("10.1.0.0/16") && meeting.otherHas("2001:db8:a::/48"));
            String table = meeting.other().routes();
            assertTrue(table.contains("192.0.2.1") && table.contains("2001:db8:1::1"), table);
            assertTrue(table.contains("64512:7") || table.contains("(64512,7)"), table);

            for (String ours : new String[] {"10.1.0.0/16", "2001:db8:a::/48"}) {
                meeting.ask("withdraw " + ours);
                meeting.await(() -> {
                    String routes = meeting.other().routes();
                    return !routes.contains(ours + " ") && !routes.contains("\"" + ours + "\"");
                });
            }
            meeting.ask("originate 2001:db8:a::/48");
            meeting.ask("refresh");
            // What the withdrawal leaves is of the other family, which the crash takes.
            IpFamily gone = circumstances.isV4() ? IpFamily.V6 : IpFamily.V4;
            IpFamily left = circumstances.isV4() ? IpFamily.V4 : IpFamily.V6;
            meeting.other().withdraw(gone);
            meeting.await(() -> meeting.paths(OtherRouter.prefix(gone)) == circumstances.paths() - 1);
            assertEquals(circumstances.paths(), meeting.paths(OtherRouter.prefix(left)), meeting::scene);
            meeting.other().crash();
            meeting.await(meeting::isDown);
            assertTrue(meeting.ask("routes").contains("2001:db8:a::/48"), "the local route stays");
        }
    }
}
