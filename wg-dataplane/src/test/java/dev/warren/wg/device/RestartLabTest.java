package dev.warren.wg.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole processes that are killed and start again, with clocks that say something else. */
@Tag("lab")
class RestartLabTest {
    private static final String ENDPOINT = "192.0.2.2:51821";
    private static final int DAY = 86_400;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static String shift(int seconds) {
        return "-Dwarren.wg.clock.shift=" + seconds;
    }

    private static void kill(Lab lab, Process process) throws IOException, InterruptedException {
        assertTrue(
                process.isAlive(),
                () -> "it has ended by itself: " + Lab.text(lab.log(0).toPath()));
        process.destroyForcibly().waitFor();
        Files.delete(lab.socket(0)); // so that the next one is waited for
    }

    private static Process startAgain(Lab lab, Process before, int clockShift) throws Exception {
        kill(lab, before);
        Process process = lab.start(0, Lab.OURS, shift(clockShift));
        lab.configure(0, ENDPOINT);
        return process;
    }

    @ParameterizedTest
    @ValueSource(strings = {Lab.OURS, Lab.WIREGUARD_GO})
    void aClockThatStepsBackOverARestartLocksNobodyOut(String peer) throws Exception {
        try (Lab lab = new Lab(folder)) {
            Process process = lab.start(0, Lab.OURS, shift(DAY / 2));
            lab.start(1, peer);
            lab.configure(ENDPOINT);
            assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W10"));
            for (int shift : new int[] {0, -30 * DAY, -20 * 365 * DAY}) {
                process = startAgain(lab, process, shift);
                assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W4"), "with the clock at " + shift);
                assertEquals(0, lab.ping(1, "fd09::1", "-c1", "-W4"), "with the clock at " + shift);
            }
            Path mark = folder.resolve("state").resolve(lab.name(0) + ".timestamp");
            assertEquals(
                    "rw-------",
                    java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(mark)));
            kill(lab, process);
            Files.delete(mark);
            lab.start(0, Lab.OURS);
            lab.configure(0, ENDPOINT);
            assertNotEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W3"), "without the mark it is locked out");
        }
    }

    @Test
    void aPeerWhoseClockIsTwoDaysAheadIsRefusedAndCounted() throws Exception {
        try (Lab lab = new Lab(folder)) {
            Process process = lab.start(0, Lab.OURS, shift(2 * DAY));
            lab.start(1, Lab.OURS);
            lab.configure(ENDPOINT);
            assertNotEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W2"));
            assertTrue(KernelBehaviourLabTest.ask(lab, 1, "get=counters").contains("drop_clock_ahead=1"));
            kill(lab, process);
            Files.delete(folder.resolve("state").resolve(lab.name(0) + ".timestamp"));
            lab.start(0, Lab.OURS);
            lab.configure(0, ENDPOINT);
            assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W10"), "it has left no trace");
        }
    }

    /** In a time namespace the clocks that count suspended time and those that don't differ by nine days from the start. */
    @Test
    void aMachineThatWasSuspendedBeforeTheStartIsNoSuspension() throws Exception {
        try (Lab lab = new Lab(folder)) {
            lab.startIn(0, "unshare", "--kill-child", "-T", "--boottime", "864000", "--monotonic", "86400");
            lab.start(1, Lab.OURS);
            lab.configure(ENDPOINT);
            String pings = Lab.output(
                    "ip", "netns", "exec", lab.namespace(0), "ping", "-q", "-c20", "-i0.1", "-W5", "fd09::2");
            assertTrue(pings.contains(" 0% packet loss"), pings);
            assertTrue(!Lab.text(lab.log(0).toPath()).contains("suspended"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Lab.OURS, Lab.WIREGUARD_GO})
    void killedUnderTrafficItStartsAgainAndTheOtherEndHasNotNoticed(String peer) throws Exception {
        try (Lab lab = new Lab(folder)) {
            Process process = lab.start(0, Lab.OURS);
            Process other = lab.start(1, peer);
            lab.configure(ENDPOINT);
            assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W10"));
            Future<String> flood = NamespaceThread.start(
                    lab.namespace(1), () -> Lab.output("ping", "-q", "-c400", "-i0.01", "-s1300", "10.9.0.1"));
            for (int i = 0; i < 3; i++) {
                long before = lab.transferred(1);
                Lab.await("traffic", () -> transferred(lab) > before + 20_000);
                process = startAgain(lab, process, 0);
                assertEquals(0, lab.ping(0, "10.9.0.2", "-c1", "-W4"));
                assertEquals(0, lab.ping(0, "fd09::2", "-c1", "-W4"));
            }
            flood.get(60, TimeUnit.SECONDS);
            assertTrue(other.isAlive() && process.isAlive());
        }
    }

    private static long transferred(Lab lab) {
        try {
            return lab.transferred(1);
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }
}
