package dev.warren.bgp.lab;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MULTI_EXIT_DISC of FRR and BIRD 2 that announce the same prefixes, of one AS and of two, by each rule (RFC 4271 section 9.1.2.2 (c)). */
@Tag("lab")
class MedLabTest {
    /** The one with the lower router id says 20 here, the other 10. */
    private static final int BOTH = 0;
    /** And here 10, and the other nothing. */
    private static final int ONE = 1;

    private static final Announcement[] SECOND = {Announcement.withMed(BOTH, 10), Announcement.plain(ONE)};

    @TempDir
    private Path folder = Path.of("");

    /** Whose routes are the best where both have a MED and where one has none: as RFC 4271 says, and by another rule. */
    @ParameterizedTest(name = "{0} over {1}, AS 64600 and {2}, {5}")
    @CsvSource({
        "frr, v4, 64600, second, second, med=worst, second, peer",
        "bird, v6, 64601, peer, peer, med=always, second, second"
    })
    void theLowestIsTheBestWhereTheRulesCompareThem(
            String program,
            String transport,
            long secondAs,
            String both,
            String one,
            String rule,
            String bothThen,
            String oneThen)
            throws IOException {
        Meeting.assumeReady(program);
        Meeting.assumeReady("bird");
        boolean v4 = transport.equals("v4");
        Protection demands = Announcement.demands(64600, Announcement.withMed(BOTH, 20), Announcement.withMed(ONE, 10));
        try (Meeting meeting =
                new Meeting(folder, program, transport, 64600, "active", demands, SecondBird.option(v4, secondAs))) {
            new SecondBird(
                    meeting.namespaces(),
                    folder,
                    v4,
                    secondAs,
                    Announcement.statics(SECOND),
                    Announcement.change(SECOND),
                    "");
            awaitBest(meeting, both, one);
            meeting.speaker().kill();
            meeting.startAgain(rule);
            awaitBest(meeting, bothThen, oneThen);
        }
    }

    private static void awaitBest(Meeting meeting, String both, String one) {
        meeting.await(() -> isBest(meeting, BOTH, both) && isBest(meeting, ONE, one));
    }

    /** With both paths here. */
    private static boolean isBest(Meeting meeting, int number, String neighbour) {
        Announcement announcement = Announcement.plain(number);
        return isBest(meeting, announcement.four(), neighbour) && isBest(meeting, announcement.six(), neighbour);
    }

    private static boolean isBest(Meeting meeting, String prefix, String neighbour) {
        return meeting.paths(prefix) == 2
                && meeting.ask("routes")
                        .lines()
                        .anyMatch(line -> line.startsWith(prefix + " ") && line.endsWith("from " + neighbour));
    }
}
