package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.wire.LargeCommunity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Large communities (RFC 8092) and those of four-octet AS numbers (RFC 5668) from FRR and from BIRD 2, matched and changed by our
 * policy and passed on to the other one; and AS 0 in BIRD's paths (RFC 7607). FRR's session is over IPv4, BIRD's over IPv6.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommunityLabTest {
    private static final LargeCommunity LARGE = LargeCommunity.parse("4200000000:1:2");
    private static final long FAR = 4_200_000_000L;

    /** What BIRD announces by another path, with AS 0 in it, while the protocols fourzero and sixzero are enabled. */
    private static final Announcement LATER = Announcement.plain(5);

    private static final Protection ZERO = Protection.NONE
            .withBirdBefore("""
                    protocol static fourzero { disabled; ipv4 { preference 250; }; route %s unreachable; }
                    protocol static sixzero { disabled; ipv6 { preference 250; }; route %s unreachable; }
                    """.formatted(LATER.four(), LATER.six()))
            .withBirdExport("if proto = \"fourzero\" || proto = \"sixzero\" then bgp_path.prepend(0);\n");

    @TempDir
    private static Path folder = Path.of("");

    private Meeting meeting;
    private SecondBird bird;

    @BeforeAll
    void meet() throws IOException {
        Meeting.assumeReady("frr");
        Meeting.assumeReady("bird");
        Protection demands =
                Announcement.demands(64600, Announcement.withLarge(1, LARGE), Announcement.withTargets(2, FAR, 5, 8));
        meeting = new Meeting(
                folder, "frr", "v4", 64600, "active", demands, SecondBird.option(false, 64601), "policies=communities");
        bird = new SecondBird(
                meeting.namespaces(),
                folder,
                false,
                64601,
                ZERO,
                Announcement.withLarge(3, LARGE),
                Announcement.withTargets(4, FAR, 5, 8),
                LATER);
        meeting.ask("originate 10.1.0.0/16");
        meeting.ask("originate 2001:db8:a::/48");
        meeting.await(() -> meeting.isUp() && LATER.isIn(meeting.ask("routes")));
    }

    @AfterAll
    void part() {
        if (meeting != null) {
            meeting.close();
        }
    }

    @Test
    void largeOnesAreMatchedAndPassedOn() {
        meeting.await(
                () -> times("largeCommunities=[4200000000:1:2, 4200000001:4294967295:3]", meeting.ask("paths")) == 4);
        assertEquals(4, times("localPreference=OptionalLong[218]", meeting.ask("paths")));
        meeting.await(() -> times(
                        "\"largeCommunity\":{\"string\":\"4200000000:1:2 4200000001:4294967295:3\"",
                        meeting.other().routes())
                == 2);
        meeting.await(
                () -> times("large_community: (4200000000, 1, 2) (4200000001, 4294967295, 3)\n", bird.routes()) == 2);
    }

    @Test
    void thoseOfFourOctetAsNumbersAreMatchedAndPassedOn() {
        meeting.await(() -> times("extendedCommunities=[rt:4200000000:5, rt:4200000001:6]", meeting.ask("paths")) == 4);
        assertEquals(4, times("localPreference=OptionalLong[219]", meeting.ask("paths")));
        meeting.await(() -> times(
                        "\"extendedCommunity\":{\"string\":\"RT:4200000000:5 RT:4200000001:6\"",
                        meeting.other().routes())
                == 2);
        meeting.await(() -> times("ext_community: (rt, 4200000000, 5) (rt, 4200000001, 6)\n", bird.routes()) == 2);
    }

    @Test
    void oursGoOut() {
        meeting.await(() -> times(
                        "\"largeCommunity\":{\"string\":\"64512:4200000000:9\"",
                        meeting.other().routes())
                == 2);
        meeting.await(() -> times(
                        "\"extendedCommunity\":{\"string\":\"RT:4200000000:7\"",
                        meeting.other().routes())
                == 2);
        meeting.await(() -> times("large_community: (64512, 4200000000, 9)\n", bird.routes()) == 2);
        meeting.await(() -> times("ext_community: (rt, 4200000000, 7)\n", bird.routes()) == 2);
    }

    /** RFC 7607 section 2 and RFC 7606 section 7.2: the routes go, the sessions stay. An OPEN of AS 0 is what neither program sends. */
    @Test
    void aPathWithAsZeroIsTreatedAsWithdrawn() {
        meeting.await(() -> LATER.isIn(meeting.other().routes()));
        bird.tell("enable", "fourzero");
        bird.tell("enable", "sixzero");
        meeting.await(() -> meeting.paths(LATER.four()) == 0 && meeting.paths(LATER.six()) == 0);
        meeting.await(() -> meeting.ask("status").contains("treatedAsWithdraw=2"));
        meeting.await(() -> !LATER.isPartlyIn(meeting.other().routes()));
        bird.tell("disable", "fourzero");
        bird.tell("disable", "sixzero");
        meeting.await(() -> LATER.isIn(meeting.other().routes()));
        assertEquals(2, times("state=ESTABLISHED", meeting.ask("status")), meeting::scene);
        assertEquals(2, times("established=1", meeting.ask("status")), meeting::scene);
    }

    private static int times(String part, String text) {
        return Meeting.times(Pattern.compile(part, Pattern.LITERAL), text);
    }
}
