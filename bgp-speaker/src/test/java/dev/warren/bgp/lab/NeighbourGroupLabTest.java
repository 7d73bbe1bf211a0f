package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * FRR over IPv4 and BIRD 2 over IPv6 in one group, in which BIRD has a hold time, a key and an export policy of its own; and which of
 * them has the best path where both announce the same, by metrics of next hops (RFC 4271 section 9.1.2.2 (e)) and by weights.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NeighbourGroupLabTest {
    private static final Announcement PLAIN = Announcement.plain(0);

    /** The group's import policy prefers BIRD's, by its next hop. */
    private static final Announcement WEIGHED = Announcement.plain(1);

    @TempDir
    private static Path folder = Path.of("");

    private Meeting meeting;
    private SecondBird bird;

    @BeforeAll
    void meet() throws IOException {
        Meeting.assumeReady("frr");
        Meeting.assumeReady("bird");
        meeting = new Meeting(
                folder,
                "frr",
                "v4",
                64600,
                "active",
                Announcement.demands(64600, PLAIN, WEIGHED)
                        .withLines(" neighbor PEER timers 20 60\n", "")
                        .signedWith("shared"),
                Protection.md5Option(folder, "shared"),
                "hold=6",
                "policies=group",
                SecondBird.option(false, 64601),
                "second:" + Protection.md5Option(folder, "own"),
                "second:hold=12",
                "second:exports=own");
        bird = new SecondBird(
                meeting.namespaces(),
                folder,
                false,
                64601,
                Protection.lines("", "hold time 60;\n").signedWith("own"),
                PLAIN,
                WEIGHED);
        for (String prefix : new String[] {"10.1.0.0/16", "2001:db8:a::/48"}) {
            meeting.ask("originate " + prefix);
        }
        for (String prefix : new String[] {"10.8.0.0/16", "2001:db8:8::/48"}) {
            meeting.ask("originate-tagged " + prefix + " " + LabPolicies.TAG);
        }
        meeting.await(() -> meeting.paths(PLAIN.four()) == 2
                && meeting.paths(PLAIN.six()) == 2
                && meeting.paths(WEIGHED.four()) == 2
                && meeting.paths(WEIGHED.six()) == 2);
    }

    @AfterAll
    void part() {
        if (meeting != null) {
            meeting.close();
        }
    }

    /** Each has signed with its key, or it wouldn't be here. */
    @Test
    void whatAMemberSaysItselfComesOnTopOfTheGroup() {
        String first = meeting.other().neighbour();
        assertTrue(first.contains("\"bgpTimerHoldTimeMsecs\":6000"), first);
        String second = bird.neighbour();
        assertTrue(Pattern.compile("Hold timer: +[0-9.]+/12\\b").matcher(second).find(), second);
        for (String neighbour : new String[] {"peer", "second"}) {
            Pattern shared = Pattern.compile(
                    "neighbour=Optional\\[" + neighbour + "], [^\\]]*localPreference=OptionalLong\\[217]");
            assertTrue(Meeting.times(shared, meeting.ask("paths")) >= 2, meeting::scene);
        }
    }

    @Test
    void aTagDecidesWhatGoesOut() {
        meeting.await(() -> atFrr("10.8.0.0/16", "\"metric\":77,", "\"ip\":\"192.0.2.77\"")
                && atFrr("2001:db8:8::/48", "\"metric\":77,", "\"ip\":\"2001:db8:1::77\"")
                && atFrr("10.1.0.0/16", "\"ip\":\"192.0.2.1\"")
                && atFrr("2001:db8:a::/48", "\"ip\":\"2001:db8:1::1\""));
        assertFalse(
                atFrr("10.1.0.0/16", "\"metric\":77,") || atFrr("2001:db8:a::/48", "\"metric\":77,"), meeting::scene);
        Pattern ours = Pattern.compile("next_hop: (198\\.51\\.100\\.1|2001:db8:2::1)( fe80::\\S+)?\\s+BGP.med: 78\\b");
        meeting.await(() -> Meeting.times(ours, bird.routes()) == 2);
        String routes = bird.routes();
        assertFalse(routes.contains("10.8.0.0/16") || routes.contains("2001:db8:8::/48"), routes);
    }

    @Test
    void theNearestNextHopIsBest() {
        awaitBest(PLAIN, "peer");
        metrics("192.0.2.2", "2001:db8:1::2", "20");
        awaitBest(PLAIN, "second");
        assertIsBestBy("METRIC", PLAIN);
        metrics("198.51.100.2", "2001:db8:2::2", "30");
        awaitBest(PLAIN, "peer");
        metrics("192.0.2.2", "2001:db8:1::2", "none");
        awaitBest(PLAIN, "second");
        metrics("192.0.2.2", "2001:db8:1::2", "0");
        metrics("198.51.100.2", "2001:db8:2::2", "0");
        awaitBest(PLAIN, "peer");
    }

    /** And so do others hear of it. */
    @Test
    void aWeightByNextHopComesBeforeLocalPreference() {
        awaitBest(WEIGHED, "second");
        assertIsBestBy("WEIGHT", WEIGHED);
        assertTrue(meeting.ask("paths").contains("localPreference=OptionalLong[0]"), meeting::scene);
        meeting.await(() -> atFrr(WEIGHED.four(), "\"64512 64601\"") && atFrr(WEIGHED.six(), "\"64512 64601\""));
    }

    private void metrics(String four, String six, String metric) {
        meeting.ask("metric " + four + " " + metric);
        meeting.ask("metric " + six + " " + metric);
    }

    private void awaitBest(Announcement announcement, String neighbour) {
        meeting.await(() -> isBest(announcement.four(), neighbour) && isBest(announcement.six(), neighbour));
    }

    private void assertIsBestBy(String step, Announcement announcement) {
        for (String prefix : new String[] {announcement.four(), announcement.six()}) {
            String steps = meeting.ask("explain " + prefix);
            assertTrue(steps.startsWith(prefix + ": 2 paths, the best by " + step + "\n"), steps);
        }
    }

    private boolean isBest(String prefix, String neighbour) {
        return meeting.ask("routes")
                .lines()
                .anyMatch(line -> line.startsWith(prefix + " ") && line.endsWith("from " + neighbour));
    }

    /** True if what FRR prints about a route has these parts. */
    private boolean atFrr(String prefix, String... parts) {
        return meeting.other()
                .routes()
                .lines()
                .filter(line -> line.contains("\"" + prefix + "\": ["))
                .anyMatch(line -> Stream.of(parts).allMatch(line::contains));
    }
}
