package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A local AS, our own AS in paths, private AS numbers, default routes and well-known communities, with FRR and BIRD 2. */
@Tag("lab")
class RouteRulesLabTest {
    private static final Pattern GOES = Pattern.compile("gracefulShutdown|graceful-shutdown|\\(65535,0\\)");

    @TempDir
    private Path folder = Path.of("");

    private static String map(String name) {
        return "route-map " + name + " permit 10\n set as-path prepend 64512\n set community blackhole\nexit\n";
    }

    @Test
    void frrSpeaksWithAnotherAsOfOurs() throws IOException {
        Meeting.assumeReady("frr");
        Protection demands = Protection.lines(map("V4") + map("V6") + "router bgp 64600\n", "");
        try (Meeting meeting = new Meeting(
                folder, "frr", "v4", 64600, "active", demands, "as-path=64999", "default-route", "blackhole")) {
            originate(meeting);
            meeting.await(meeting::isUp);
            String paths = meeting.ask("paths");
            assertTrue(paths.contains("asPath=64999 64600 64512"), paths);
            assertEquals(2, "discard=true", paths);
            // BLACKHOLE and NO_EXPORT
            assertEquals(2, "65535:666, 65535:65281", paths);
            awaitOurs(meeting, "64999 64512");

            meeting.ask("graceful-shutdown on");
            meeting.await(() -> GOES.matcher(meeting.other().routes()).find()
                    && meeting.other().routes().contains("\"locPrf\":0"));
            meeting.await(() -> count("localPreference=OptionalLong[0]", meeting.ask("paths")) == 2);
            meeting.ask("graceful-shutdown off");
            meeting.await(() -> !GOES.matcher(meeting.other().routes()).find());
            meeting.await(() -> count("localPreference=OptionalLong[0]", meeting.ask("paths")) == 0);
        }
    }

    @Test
    void frrIsAboutToGo() throws IOException {
        Meeting.assumeReady("frr");
        Protection demands = Protection.lines(" bgp graceful-shutdown\n", "");
        try (Meeting meeting = new Meeting(folder, "frr", "v6", 64600, "active", demands)) {
            meeting.await(meeting::isUp);
            assertEquals(2, "localPreference=OptionalLong[0]", meeting.ask("paths"));
        }
    }

    @Test
    void birdDoesntSeeOurAs() throws IOException {
        Meeting.assumeReady("bird");
        try (Meeting meeting = new Meeting(
                folder, "bird", "v6", 64600, "passive", Protection.NONE, "replaced-as=64999", "default-route")) {
            originate(meeting);
            meeting.await(meeting::isUp);
            assertEquals(2, "asPath=64600,", meeting.ask("paths"));
            awaitOurs(meeting, "as_path: 64999\n");

            // Of 65010 65010 3320 the private ones go.
            meeting.ask("policies private");
            meeting.await(() -> count("as_path: 64999 3320\n", meeting.other().routes()) == 2);
            meeting.ask("graceful-shutdown on");
            meeting.await(() -> count("(65535,0)", meeting.other().routes()) == 4);
        }
    }

    private static void originate(Meeting meeting) {
        meeting.ask("originate 10.1.0.0/16");
        meeting.ask("originate 2001:db8:a::/48");
    }

    /** Our routes of both families and both default routes, with this path. */
    private static void awaitOurs(Meeting meeting, String path) {
        meeting.await(() -> {
            String routes = meeting.other().routes();
            return routes.contains("10.1.0.0/16")
                    && routes.contains("2001:db8:a::/48")
                    && routes.contains("0.0.0.0/0")
                    && routes.contains("::/0")
                    && (routes.contains("64512:11") || routes.contains("(64512,11)"))
                    && routes.contains(path);
        });
    }

    private static void assertEquals(int times, String pattern, String text) {
        assertTrue(count(pattern, text) == times, () -> times + " times " + pattern + ": " + text);
    }

    private static int count(String part, String text) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }
}
