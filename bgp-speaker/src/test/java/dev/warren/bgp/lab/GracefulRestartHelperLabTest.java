package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.IpFamily;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Graceful restart of FRR and BIRD 2, with us as helper (RFC 4724). */
@Tag("lab")
class GracefulRestartHelperLabTest {
    private static final Protection RESTARTER = Protection.lines(
            " bgp graceful-restart\n bgp graceful-restart preserve-fw-state\n", "graceful restart on;\n");

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
            IpFamily lost = circumstances.isV4() ? IpFamily.V4 : IpFamily.V6;
            IpFamily kept = circumstances.isV4() ? IpFamily.V6 : IpFamily.V4;
            meeting.other().comeBack(lost);
            meeting.awaitWhile(
                    () -> meeting.ask("routes").contains(OtherRouter.prefix(kept)),
                    () -> meeting.paths(OtherRouter.prefix(lost)) == paths - 1
                            && meeting.paths(OtherRouter.prefix(kept)) == paths);
            meeting.await(() -> meeting.ask("status").contains("state=ESTABLISHED"));
            meeting.await(() -> stale(meeting, 0));
        }
    }

    /**
     * Its machine stops so that TCP hears nothing of it, and another one takes its place before the hold time is over. It connects to us:
     * the old session is an incoming one too.
     */
    @ParameterizedTest(name = "{0} over {1}, from a range {2}")
    @CsvSource({"frr, v4, false", "frr, v6, true", "bird, v4, true", "bird, v6, false"})
    void itsRoutesStayThoughTcpDoesntKnowOfItsRestart(String program, String transport, boolean dynamic)
            throws IOException {
        Meeting.assumeReady(program);
        boolean v4 = transport.equals("v4");
        List<String> options = new ArrayList<>(List.of("hold=30"));
        if (dynamic) {
            options.add("range=" + (v4 ? "192.0.2.0/24" : "2001:db8:1::/64"));
        }
        Protection demands = Protection.lines(
                RESTARTER.moreFrr() + " neighbor PEER timers 10 30\n", RESTARTER.moreBird() + "hold time 30;\n");
        try (Meeting meeting =
                new Meeting(folder, program, transport, 64600, "passive", demands, options.toArray(String[]::new))) {
            meeting.await(() -> meeting.isUp());
            meeting.namespaces().replaceTheirs();
            meeting.other().crash();
            meeting.other().comeBack(v4 ? IpFamily.V4 : IpFamily.V6);
            meeting.awaitWhile(
                    () -> meeting.ask("routes").contains(OtherRouter.prefix(v4 ? IpFamily.V6 : IpFamily.V4)),
                    () -> meeting.paths(OtherRouter.prefix(v4 ? IpFamily.V4 : IpFamily.V6)) == 0);
            assertTrue(meeting.ask("status").contains("the neighbour has opened another connection"), meeting::scene);
            assertTrue(meeting.ask("status").contains("established=2"), meeting::scene);
        }
    }

    /** True if that many paths of either family are stale. */
    private static boolean stale(Meeting meeting, int count) {
        return Meeting.times(Pattern.compile("stale=" + count + ","), meeting.ask("status")) == 2;
    }
}
