package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.IpFamily;
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
    @TempDir
    private Path folder = Path.of("");

    /** External, or internal with both as our route reflection clients. */
    @ParameterizedTest(name = "over {0}, AS {1} and {2}")
    @CsvSource({
        "v4, 64600, 64601, 64512 6460",
        "v6, 64600, 64601, 64512 6460",
        "v4, 64512, 64512, 10.0.0.",
        "v6, 64512, 64512, 10.0.0."
    })
    void twoPathsGoIntoEitherDirection(String transport, long frrAs, long birdAs, String mark) throws IOException {
        Meeting.assumeReady("bird");
        Circumstances circumstances = new Circumstances("frr", transport, false, true);
        boolean v4 = circumstances.isV4();
        boolean external = frrAs != birdAs;
        String ofFrr = mark + (external ? "0" : "2");
        String ofBird = mark + (external ? "1" : "3");
        try (Meeting meeting =
                circumstances.meet(folder, frrAs, "active", Protection.NONE, "client", SecondBird.option(v4, birdAs))) {
            SecondBird bird = new SecondBird(
                    meeting.namespaces(),
                    folder,
                    v4,
                    birdAs,
                    Bird.statics(true),
                    "if proto = \"fourb\" || proto = \"sixb\" then bgp_med = 20;",
                    Bird.paths(true));
            meeting.await(() -> meeting.hasPaths(4, 4));
            assertEquals(2, count(meeting.ask("status"), "ADD_PATH_IN"), meeting::scene);
            assertEquals(2, count(meeting.ask("status"), "ADD_PATH_OUT"), meeting::scene);
            meeting.await(() -> count(meeting.other().routes(), ofBird) == 4);
            meeting.await(() -> count(bird.routes(), ofFrr) == 4);
            meeting.other().withdraw(IpFamily.V4);
            meeting.other().withdraw(IpFamily.V6);
            bird.tell("disable", "sixb");
            meeting.await(() -> count(bird.routes(), ofFrr) == 2);
            meeting.await(() -> count(meeting.other().routes(), ofBird) == 3);
            assertTrue(meeting.hasPaths(3, 2), meeting::scene);
        }
    }

    private static int count(String text, String word) {
        return Meeting.times(Pattern.compile(word, Pattern.LITERAL), text);
    }
}
