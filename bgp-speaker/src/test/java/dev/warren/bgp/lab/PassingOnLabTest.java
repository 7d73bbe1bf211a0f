package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What FRR or BIRD 2 of our AS gets of another BIRD 2 of another AS, and the other way: next hops (RFC 4271 section 5.1.3) and communities (RFC 1997). */
@Tag("lab")
class PassingOnLabTest {
    private static final Announcement INSIDE = Announcement.plain(0);
    private static final Announcement INSIDE_ONLY = Announcement.with(1, 65535, 65281);
    private static final Announcement FROM_INSIDE_TO_US = Announcement.with(2, 65535, 65282);
    private static final Announcement OUTSIDE = Announcement.plain(3);
    private static final Announcement FOR_OUR_AS = Announcement.with(4, 65535, 65281);
    private static final Announcement FROM_OUTSIDE_TO_US = Announcement.with(5, 65535, 65282);

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v4", "bird, v6"})
    void routesPassBetweenInsideAndOutsideAsFarAsTheyMay(String program, String transport) throws IOException {
        Meeting.assumeReady(program);
        Meeting.assumeReady("bird");
        boolean v4 = transport.equals("v4");
        Protection demands = Announcement.demands(64512, INSIDE, INSIDE_ONLY, FROM_INSIDE_TO_US);
        Announcement[] outside = {OUTSIDE, FOR_OUR_AS, FROM_OUTSIDE_TO_US};
        try (Meeting meeting =
                new Meeting(folder, program, transport, 64512, "active", demands, SecondBird.option(v4, 64601))) {
            SecondBird second = new SecondBird(
                    meeting.namespaces(),
                    folder,
                    v4,
                    64601,
                    Announcement.statics(outside),
                    Announcement.change(outside),
                    "");
            awaitAll(meeting, second);
            String inner = meeting.other().routes();
            assertTrue(OUTSIDE.isIn(inner) && FOR_OUR_AS.isIn(inner), inner);
            assertFalse(FROM_OUTSIDE_TO_US.isPartlyIn(inner), inner);
            String outer = second.routes();
            assertTrue(INSIDE.isIn(outer), outer);
            assertFalse(INSIDE_ONLY.isPartlyIn(outer) || FROM_INSIDE_TO_US.isPartlyIn(outer), outer);
            assertTrue(hops("198.51.100.2", inner) == 2 && hops("2001:db8:2::2", inner) == 2, inner);

            meeting.speaker().kill();
            meeting.startAgain("next-hop-self");
            awaitAll(meeting, second);
            String own = meeting.other().routes();
            assertTrue(OUTSIDE.isIn(own) && FOR_OUR_AS.isIn(own), own);
            assertTrue(hops("198.51.100.2", own) == 0 && hops("2001:db8:2::2", own) == 0, own);
        }
    }

    /** Until all is here, and both have what we announce after it. */
    private static void awaitAll(Meeting meeting, SecondBird second) {
        meeting.await(() -> {
            String routes = meeting.ask("routes");
            return INSIDE.isIn(routes)
                    && INSIDE_ONLY.isIn(routes)
                    && FROM_INSIDE_TO_US.isIn(routes)
                    && OUTSIDE.isIn(routes)
                    && FOR_OUR_AS.isIn(routes)
                    && FROM_OUTSIDE_TO_US.isIn(routes);
        });
        meeting.ask("originate 10.1.0.0/16");
        meeting.ask("originate 2001:db8:a::/48");
        meeting.await(() -> {
            String outer = second.routes();
            return meeting.otherHas("10.1.0.0/16")
                    && meeting.otherHas("2001:db8:a::/48")
                    && outer.contains("10.1.0.0/16")
                    && outer.contains("2001:db8:a::/48");
        });
    }

    /** How many routes have a next hop. */
    private static int hops(String address, String routes) {
        return Meeting.times(
                Pattern.compile("(\"nexthops\":\\[\\{\"ip\":\"|next_hop: )" + Pattern.quote(address) + "\\b"), routes);
    }
}
