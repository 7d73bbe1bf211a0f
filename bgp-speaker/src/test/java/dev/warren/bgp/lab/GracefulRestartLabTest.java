package dev.warren.bgp.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our graceful restart, with FRR and BIRD 2 as helpers (RFC 4724). */
@Tag("lab")
class GracefulRestartLabTest {
    private static final Protection HELPER = Protection.lines("", "graceful restart aware;\n");

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.warren.bgp.lab.Circumstances#all")
    void ourRoutesStayWhileWeRestart(Circumstances circumstances) throws IOException {
        try (Meeting meeting = circumstances.meet(folder, circumstances.eitherAs(), "active", HELPER, "restart")) {
            meeting.ask("originate 10.1.0.0/16");
            meeting.ask("originate 2001:db8:a::/48");
            meeting.await(
                    () -> meeting.isUp() && meeting.otherHas("10.1.0.0/16") && meeting.otherHas("2001:db8:a::/48"));
            meeting.speaker().kill();
            meeting.otherKeeps(Duration.ofSeconds(3), "10.1.0.0/16", "2001:db8:a::/48");
            meeting.startAgain("restarting");
            String kept = circumstances.isV4() ? "2001:db8:a::/48" : "10.1.0.0/16";
            String lost = circumstances.isV4() ? "10.1.0.0/16" : "2001:db8:a::/48";
            meeting.ask("originate " + kept);
            meeting.awaitWhile(() -> meeting.otherHas(kept), () -> !meeting.otherHas(lost));
            meeting.await(() -> meeting.hasPaths(circumstances.paths(), circumstances.paths()));
        }
    }
}
