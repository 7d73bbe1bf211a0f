package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Graceful restart with FRR and BIRD 2, either side restarting (RFC 4724). */
@Tag("lab")
class GracefulRestartLabTest {
    private static final Protection RESTARTER = Protection.lines(
            " bgp graceful-restart\n bgp graceful-restart preserve-fw-state\n", "graceful restart on;\n");
    private static final Protection HELPER = Protection.lines("", "graceful restart aware;\n");

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.warren.bgp.lab.Circumstances#all")
    void itsRoutesStayWhileItRestarts(Circumstances circumstances) throws IOException {
        int paths = circumstances.paths();
        try (Meeting meeting = circumstances.meet(folder, circumstances.eitherAs(), "active", RESTARTER)) {
            meeting.await(() -> meeting.hasPaths(paths, paths));
            meeting.other().killBgp();
            meeting.await(() -> !meeting.ask("status").contains("state=ESTABLISHED"));
            assertTrue(meeting.hasPaths(paths, paths), meeting::scene);
            assertTrue(stale(meeting, paths), meeting::scene);
            meeting.other().comeBack();
            awaitWith(
                    meeting,
                    () -> meeting.ask("routes").contains("2001:db8:a00::/48"),
                    () -> meeting.hasPaths(paths - 1, paths));
            meeting.await(() -> meeting.ask("status").contains("state=ESTABLISHED"));
            meeting.await(() -> stale(meeting, 0));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.warren.bgp.lab.Circumstances#all")
    void ourRoutesStayWhileWeRestart(Circumstances circumstances) throws IOException {
        try (Meeting meeting = circumstances.meet(folder, circumstances.eitherAs(), "active", HELPER, "restart")) {
            meeting.ask("originate 10.1.0.0/16");
            meeting.ask("originate 2001:db8:a::/48");
            meeting.await(
                    () -> meeting.isUp() && meeting.otherHas("10.1.0.0/16") && meeting.otherHas("2001:db8:a::/48"));
            meeting.speaker().kill();
            long end = System.nanoTime() + 3_000_000_000L;
            while (System.nanoTime() < end) {
                String routes = meeting.other().routes();
                assertTrue(routes.contains("10.1.0.0/16") && routes.contains("2001:db8:a::/48"), routes);
            }
            meeting.startAgain("restarting");
            meeting.ask("originate 2001:db8:a::/48");
            awaitWith(meeting, () -> meeting.otherHas("2001:db8:a::/48"), () -> !meeting.otherHas("10.1.0.0/16"));
            meeting.await(() -> meeting.hasPaths(circumstances.paths(), circumstances.paths()));
        }
    }

    /** True if that many paths of either family are stale. */
    private static boolean stale(Meeting meeting, int count) {
        return Meeting.times(Pattern.compile("stale=" + count + ","), meeting.ask("status")) == 2;
    }

    /** Waits for something while something else holds all the time. */
    private static void awaitWith(Meeting meeting, BooleanSupplier always, BooleanSupplier condition) {
        meeting.await(() -> {
            assertTrue(always.getAsBoolean(), meeting::scene);
            return condition.getAsBoolean();
        });
    }
}
