package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Several paths of a prefix, both ways, with FRR and BIRD 2 (RFC 7911): each has two of the same IPv4 and of the same IPv6 prefix, and
 * gets the other's two from us.
 */
@Tag("lab")
class AddPathLabTest {
    private static final String TWICE = """
            protocol static four { ipv4; route 172.20.0.0/24 unreachable; }
            protocol static fourb { ipv4 { preference 150; }; route 172.20.0.0/24 unreachable; }
            protocol static six { ipv6; route 2001:db8:a00::/48 unreachable; }
            protocol static sixb { ipv6 { preference 150; }; route 2001:db8:a00::/48 unreachable; }
            """;

    @TempDir
    private Path folder = Path.of("");

    private static String frr() {
        StringBuilder lines = new StringBuilder();
        for (String family : new String[] {"ipv4", "ipv6"}) {
            lines.append(" address-family ").append(family).append(" unicast\n");
            lines.append("  neighbor PEER addpath-tx-all-paths\n  redistribute kernel\n exit-address-family\n");
        }
        return lines.toString();
    }

    /** External, or internal with both as our route reflection clients. */
    @ParameterizedTest(name = "over {0}, AS {1} and {2}")
    @CsvSource({"v4, 64600, 64601, 64512 6460", "v6, 64512, 64512, 10.0.0."})
    void twoPathsGoIntoEitherDirection(String transport, long frrAs, long birdAs, String mark) throws IOException {
        Meeting.assumeReady("frr");
        Meeting.assumeReady("bird");
        boolean v4 = transport.equals("v4");
        boolean external = frrAs != birdAs;
        String ofFrr = mark + (external ? "0" : "2");
        String ofBird = mark + (external ? "1" : "3");
        try (Meeting meeting = new Meeting(
                folder,
                "frr",
                transport,
                frrAs,
                "active",
                Protection.lines(frr(), ""),
                "add-path",
                "client",
                SecondBird.option(v4, birdAs))) {
            String theirs = meeting.namespaces().theirs();
            Shell.run("ip", "-n", theirs, "route", "add", "blackhole", "172.20.0.0/24");
            Shell.run("ip", "-n", theirs, "-6", "route", "add", "blackhole", "2001:db8:a00::/48");
            SecondBird bird = new SecondBird(
                    meeting.namespaces(),
                    folder,
                    v4,
                    birdAs,
                    TWICE,
                    "if proto = \"fourb\" || proto = \"sixb\" then bgp_med = 20;",
                    "add paths on;");
            meeting.await(() -> paths(meeting, "172.20.0.0/24") == 4 && paths(meeting, "2001:db8:a00::/48") == 4);
            assertEquals(2, count(meeting.ask("status"), "ADD_PATH_IN"), meeting::scene);
            assertEquals(2, count(meeting.ask("status"), "ADD_PATH_OUT"), meeting::scene);
            meeting.await(() -> count(meeting.other().routes(), ofBird) == 4);
            meeting.await(() -> count(bird.routes(), ofFrr) == 4);
            meeting.other().withdraw();
            bird.ask("disable", "sixb");
            meeting.await(() -> count(bird.routes(), ofFrr) == 3);
            meeting.await(() -> count(meeting.other().routes(), ofBird) == 3);
            assertEquals(3, paths(meeting, "172.20.0.0/24"), meeting::scene);
            assertEquals(3, paths(meeting, "2001:db8:a00::/48"), meeting::scene);
        }
    }

    /** How many paths of a prefix we have. */
    private static int paths(Meeting meeting, String prefix) {
        return meeting.ask("paths")
                .lines()
                .filter(line -> line.startsWith(prefix + " "))
                .mapToInt(line -> count(line, "pathId="))
                .sum();
    }

    private static int count(String text, String word) {
        return text.split(Pattern.quote(word), -1).length - 1;
    }
}
