package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TCP MD5, TTL security and BFD, each with FRR and BIRD, over both transports, either side opening. */
@Tag("lab")
class ProtectedSessionTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final long POLL_NANOS = 50_000_000;

    @TempDir
    private Path folder = Path.of("");

    /** One lab: the other program at AS 64600 and we at AS 64512. */
    private final class Meeting implements AutoCloseable {
        private final TwoNamespaces namespaces = new TwoNamespaces();
        private final TwoNamespaces.RemoteSpeaker speaker;
        private final OtherRouter other;

        Meeting(String program, String transport, String role, Protection protection, String option)
                throws IOException {
            boolean v4 = transport.equals("v4");
            String ours = v4 ? "192.0.2.1" : "2001:db8:1::1";
            String theirs = v4 ? "192.0.2.2" : "2001:db8:1::2";
            boolean weWait = role.equals("passive");
            other = program.equals("frr")
                    ? new Frr(namespaces, folder, ours, 64600, 64512, !weWait, protection)
                    : new Bird(namespaces, folder, ours, 64600, 64512, !weWait, protection);
            speaker = namespaces.speaker(ours, "64512", theirs, "64600", role, option);
        }

        boolean isUp() {
            return speaker.ask("routes").contains("172.20.0.0/24");
        }

        String scene() {
            return speaker.ask("status") + other.routes();
        }

        @Override
        public void close() {
            speaker.kill();
            other.crash();
            namespaces.close();
        }
    }

    private static void assumeReady(String program) {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: needs root");
        assumeTrue(
                Files.exists(Path.of(program.equals("frr") ? "/usr/lib/frr/bgpd" : "/usr/sbin/bird")),
                "skipped: no " + program);
    }

    private Path key(String text) throws IOException {
        Path file = Files.createTempFile(
                folder,
                "md5",
                ".key",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text + "\n");
    }

    @ParameterizedTest(name = "{0} over {1}, we are {2}")
    @CsvSource({"frr, v4, active", "frr, v6, passive", "bird, v4, passive", "bird, v6, active"})
    void signedSegmentsPassAndOthersDont(String program, String transport, String role) throws IOException {
        assumeReady(program);
        try (Meeting same = new Meeting(program, transport, role, Protection.md5("same"), "md5=" + key("same"))) {
            await(same, same::isUp);
        }
        try (Meeting wrong = new Meeting(program, transport, role, Protection.md5("one"), "md5=" + key("another"))) {
            assertStaysDown(wrong);
        }
    }

    @ParameterizedTest(name = "{0} over {1}, we are {2}")
    @CsvSource({"frr, v4, passive", "frr, v6, active", "bird, v4, active", "bird, v6, passive"})
    void segmentsFromTheLinkPassAndOthersDont(String program, String transport, String role) throws IOException {
        assumeReady(program);
        try (Meeting near = new Meeting(program, transport, role, Protection.ttl(1), "ttl=1")) {
            await(near, near::isUp);
        }
        try (Meeting unaware = new Meeting(program, transport, role, Protection.NONE, "ttl=1")) {
            assertStaysDown(unaware);
        }
    }

    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v4", "frr, v6", "bird, v4", "bird, v6"})
    void bfdEndsTheSessionLongBeforeTheHoldTimer(String program, String transport) throws IOException {
        assumeReady(program);
        try (Meeting watched = new Meeting(program, transport, "active", Protection.withBfd(), "bfd=SINGLE")) {
            await(watched, watched::isUp);
            await(watched, () -> watched.speaker.ask("bfd").contains("state=UP"));
            long cut = System.nanoTime();
            watched.namespaces.cut();
            await(watched, () -> !watched.isUp());
            long millis = (System.nanoTime() - cut) / 1_000_000;
            System.out.println(String.format(
                    Locale.ROOT, "%s over %s: routes gone %d ms after the link", program, transport, millis));
            assertTrue(millis < 3_000, millis + " ms, and the hold time is 9 s");
            assertTrue(watched.speaker.ask("status").contains("BFD"), watched.scene());
        }
    }

    private static void assertStaysDown(Meeting meeting) {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (System.nanoTime() < end) {
            assertFalse(meeting.isUp(), meeting::scene);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private static void await(Meeting meeting, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, meeting::scene);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
