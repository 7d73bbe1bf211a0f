package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graceful restart with FRR and BIRD 2, either side restarting (RFC 4724). */
@Tag("lab")
class GracefulRestartLabTest {
    private static final Protection RESTARTER = Protection.lines(
            " bgp graceful-restart\n bgp graceful-restart preserve-fw-state\n", "graceful restart on;\n");
    private static final Protection HELPER = Protection.lines("", "graceful restart aware;\n");

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0} AS {1} over {2}")
    @CsvSource({"frr, 64600, v4", "frr, 64512, v6", "bird, 64600, v6", "bird, 64512, v4"})
    void itsRoutesStayWhileItRestarts(String program, long asn, String transport) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting meeting = new Meeting(folder, program, transport, asn, "active", RESTARTER)) {
            meeting.await(meeting::isUp);
            meeting.other().killBgp();
            meeting.await(() -> !meeting.ask("status").contains("state=ESTABLISHED"));
            assertTrue(meeting.isUp(), meeting::scene);
            assertTrue(meeting.ask("status").contains("stale=1"), meeting::scene);
            meeting.other().comeBack();
            awaitWith(
                    meeting,
                    () -> meeting.ask("routes").contains("2001:db8:a00::/48"),
                    () -> !meeting.ask("routes").contains("172.20.0.0/24"));
            meeting.await(() -> meeting.ask("status").contains("state=ESTABLISHED"));
            meeting.await(() -> !meeting.ask("status").contains("stale=1"));
        }
    }

    @ParameterizedTest(name = "{0} AS {1} over {2}")
    @CsvSource({"frr, 64600, v6", "frr, 64512, v4", "bird, 64600, v4", "bird, 64512, v6"})
    void ourRoutesStayWhileWeRestart(String program, long asn, String transport) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting meeting = new Meeting(folder, program, transport, asn, "active", HELPER, "restart")) {
            meeting.ask("originate 10.1.0.0/16");
            meeting.ask("originate 2001:db8:a::/48");
            meeting.await(() -> meeting.isUp() && has(meeting, "10.1.0.0/16") && has(meeting, "2001:db8:a::/48"));
            meeting.speaker().kill();
            long end = System.nanoTime() + 3_000_000_000L;
            while (System.nanoTime() < end) {
                String routes = meeting.other().routes();
                assertTrue(routes.contains("10.1.0.0/16") && routes.contains("2001:db8:a::/48"), routes);
            }
            meeting.startAgain("restart", "restarting");
            meeting.ask("originate 2001:db8:a::/48");
            awaitWith(meeting, () -> has(meeting, "2001:db8:a::/48"), () -> !has(meeting, "10.1.0.0/16"));
            meeting.await(meeting::isUp);
        }
    }

    private static boolean has(Meeting meeting, String prefix) {
        return meeting.other().routes().contains(prefix);
    }

    /** Waits for something while something else holds all the time. */
    private static void awaitWith(Meeting meeting, BooleanSupplier always, BooleanSupplier condition) {
        meeting.await(() -> {
            assertTrue(always.getAsBoolean(), meeting::scene);
            return condition.getAsBoolean();
        });
    }
}
