package dev.warren.bgp.lab;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BFD over more than a link, with FRR and BIRD 2. */
@Tag("lab")
class BfdMultihopLabTest {
    @TempDir
    private Path folder = Path.of("");

    /** RFC 5883. */
    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v4", "frr, v6", "bird, v4", "bird, v6"})
    void multihopBfdWatchesOverASession(String program, String transport) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting meeting = new Meeting(
                folder, program, transport, 64600, "active", Protection.withMultihopBfd(), "bfd=MULTIPLE")) {
            meeting.cutIsNoticedByBfd();
        }
    }
}
