package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TCP MD5, TTL security and BFD, each with FRR and BIRD, over both transports, either side opening. */
@Tag("lab")
class ProtectedSessionTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0} over {1}, we are {2}")
    @CsvSource({"frr, v4, active", "frr, v6, passive", "bird, v4, passive", "bird, v6, active"})
    void signedSegmentsPassAndOthersDont(String program, String transport, String role) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting same = new Meeting(
                folder,
                program,
                transport,
                64600,
                role,
                Protection.md5("same"),
                Protection.md5Option(folder, "same"))) {
            same.await(same::isUp);
        }
        try (Meeting wrong = new Meeting(
                folder,
                program,
                transport,
                64600,
                role,
                Protection.md5("one"),
                Protection.md5Option(folder, "another"))) {
            assertStaysDown(wrong);
        }
    }

    @ParameterizedTest(name = "{0} over {1}, we are {2}")
    @CsvSource({"frr, v4, passive", "frr, v6, active", "bird, v4, active", "bird, v6, passive"})
    void segmentsFromTheLinkPassAndOthersDont(String program, String transport, String role) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting near = new Meeting(folder, program, transport, 64600, role, Protection.ttl(1), "ttl=1")) {
            near.await(near::isUp);
        }
        try (Meeting unaware = new Meeting(folder, program, transport, 64600, role, Protection.NONE, "ttl=1")) {
            assertStaysDown(unaware);
        }
    }

    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v4", "frr, v6", "bird, v4", "bird, v6"})
    void bfdEndsTheSessionLongBeforeTheHoldTimer(String program, String transport) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting watched =
                new Meeting(folder, program, transport, 64600, "active", Protection.withBfd(), "bfd=SINGLE")) {
            watched.cutIsNoticedByBfd();
            assertTrue(watched.ask("status").contains("BFD"), watched::scene);
        }
    }

    /** Each side tries once a second. */
    private static void assertStaysDown(Meeting meeting) {
        meeting.holds(Duration.ofSeconds(5), meeting::isDown);
    }
}
