package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which NOTIFICATIONs routes outlive (RFC 8538), with FRR in both directions. */
@Tag("lab")
class NotificationRestartLabTest {
    private static final String BOTH = """
             bgp graceful-restart
             bgp graceful-restart preserve-fw-state
             bgp graceful-restart notification
            """;
    private static final Protection SOFT = Protection.lines(BOTH + " no bgp hard-administrative-reset\n", "");
    private static final Protection HARD = Protection.lines(BOTH + " bgp hard-administrative-reset\n", "");

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "hard {0}, over {1}")
    @CsvSource({"false, v4", "true, v6"})
    void itsRoutesOutliveItsReset(boolean hard, String transport) throws IOException {
        Meeting.assumeReady("frr");
        try (Meeting meeting = new Meeting(folder, "frr", transport, 64600, "active", hard ? HARD : SOFT, "restart")) {
            meeting.await(meeting::isUp);
            ((Frr) meeting.other()).reset();
            meeting.await(() -> meeting.ask("status").contains("dropped=1"));
            assertTrue(
                    meeting.ask("status").contains(hard ? "6/9 hard reset: 6/4" : "6/4 administrative reset"),
                    meeting::scene);
            meeting.await(() -> meeting.isUp() && meeting.ask("status").contains("established=2"));
            assertEquals(hard, meeting.ask("lost").contains("172.20.0.0/24"), meeting::scene);
            assertEquals(hard, meeting.ask("lost").contains("2001:db8:a00::/48"), meeting::scene);
        }
    }

    @ParameterizedTest(name = "hard {0}, over {1}")
    @CsvSource({"false, v6", "true, v4"})
    void ourRoutesOutliveOurReset(boolean hard, String transport) throws IOException {
        Meeting.assumeReady("frr");
        try (Meeting meeting = new Meeting(folder, "frr", transport, 64600, "active", SOFT, "restart")) {
            meeting.ask("originate 10.1.0.0/16");
            meeting.ask("originate 2001:db8:a::/48");
            meeting.await(
                    () -> meeting.isUp() && meeting.otherHas("10.1.0.0/16") && meeting.otherHas("2001:db8:a::/48"));
            meeting.ask(hard ? "reset hard" : "reset soft");
            meeting.await(() -> meeting.ask("status").contains("dropped=1"));
            meeting.speaker().kill();
            if (hard) {
                meeting.await(() -> !meeting.otherHas("10.1.0.0/16") && !meeting.otherHas("2001:db8:a::/48"));
                return;
            }
            meeting.otherKeeps(Duration.ofSeconds(2), "10.1.0.0/16", "2001:db8:a::/48");
        }
    }
}
