package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prefix limits with FRR and BIRD 2: the other side is told, and the session comes back after the time that we set. */
@Tag("lab")
class PrefixLimitLabTest {
    private static final Protection NOTHING = Protection.lines("", "");

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v4", "bird, v6"})
    void oneRouteTooManyEndsTheSession(String program, String transport) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting meeting = new Meeting(folder, program, transport, 64600, "active", NOTHING, "limit=1")) {
            meeting.await(() -> saysTooMany(meeting));
            assertTrue(meeting.ask("status").contains("6/1 maximum prefixes reached"), meeting::scene);
        }
    }

    @ParameterizedTest(name = "{0} over {1}, {2}")
    @CsvSource({"frr, v6, V4", "frr, v4, V6", "bird, v4, V4", "bird, v6, V6"})
    void whatIsTooMuchIsNotSent(String program, String transport, String family) throws IOException {
        Meeting.assumeReady(program);
        boolean v4 = family.equals("V4");
        try (Meeting meeting =
                new Meeting(folder, program, transport, 64600, "active", NOTHING, "limit-out=" + family)) {
            meeting.ask(v4 ? "originate 10.1.0.0/16" : "originate 2001:db8:a::/48");
            meeting.await(
                    () -> meeting.isUp() && meeting.other().routes().contains(v4 ? "10.1.0.0/16" : "2001:db8:a::/48"));
            meeting.ask(v4 ? "originate 10.2.0.0/16" : "originate 2001:db8:b::/48");
            meeting.await(() -> saysTooMany(meeting));
            meeting.ask(v4 ? "withdraw 10.2.0.0/16" : "withdraw 2001:db8:b::/48");
            meeting.await(meeting::isUp);
        }
    }

    private static boolean saysTooMany(Meeting meeting) {
        return meeting.other().neighbour().toLowerCase(Locale.ROOT).contains("maximum number of prefixes reached");
    }
}
