package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Extended messages, enhanced refresh and shutdown communication with FRR and BIRD 2. */
@Tag("lab")
class NegotiatedFeaturesTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest(name = "{0} AS {1} over {2}")
    @CsvSource({"frr, 64600, v4", "frr, 64512, v6", "bird, 64600, v6", "bird, 64512, v4"})
    void attributesOfMoreThanAnOldMessagePass(String program, long asn, String transport) throws IOException {
        Meeting.assumeReady(program);
        Protection demands = Protection.lines("", "enable extended messages on;\n");
        try (Meeting meeting = new Meeting(folder, program, transport, asn, "active", demands)) {
            meeting.await(meeting::isUp);
            assertTrue(meeting.ask("status").contains("EXTENDED_MESSAGES"), meeting::scene);
            meeting.ask("originate-large 10.1.0.0/16");
            meeting.ask("originate-large 2001:db8:a::/48");
            meeting.await(() -> meeting.other().routes().contains("10.1.0.0/16")
                    && meeting.other().routes().contains("2001:db8:a::/48"));
            assertTrue(meeting.isUp(), meeting::scene);
        }
    }

    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v6", "bird, v4"})
    void aRefreshIsFramedByEitherSide(String program, String transport) throws IOException {
        Meeting.assumeReady(program);
        Protection demands = Protection.lines("", "debug all;\n");
        try (Meeting meeting = new Meeting(folder, program, transport, 64600, "passive", demands)) {
            meeting.ask("originate 10.1.0.0/16");
            meeting.ask("originate 2001:db8:a::/48");
            meeting.await(() -> meeting.isUp() && meeting.other().routes().contains("10.1.0.0/16"));
            assertTrue(meeting.ask("status").contains("ENHANCED_REFRESH"), meeting::scene);
            meeting.ask("refresh");
            meeting.other().refresh();
            if (program.equals("bird")) {
                meeting.await(() -> meeting.other().log().contains("Sending END-OF-RR"));
                meeting.await(() -> meeting.other().log().contains("Got END-OF-RR"));
            } else {
                meeting.await(() -> counter(meeting, "routeRefreshRecv") >= 2);
                meeting.await(() -> counter(meeting, "routeRefreshSent") >= 4);
            }
            meeting.await(meeting::isUp);
            meeting.await(() -> meeting.ask("status").contains("stale=0")
                    && !meeting.ask("status").contains("stale=1"));
            assertTrue(meeting.other().routes().contains("10.1.0.0/16"), meeting::scene);
            assertTrue(meeting.other().routes().contains("2001:db8:a::/48"), meeting::scene);
        }
    }

    private static int counter(Meeting meeting, String name) {
        String text = meeting.other().neighbour();
        int at = text.indexOf('"' + name + "\":");
        return at < 0 ? 0 : Integer.parseInt(text.substring(at).replaceFirst("(?s)^\"\\w+\":(\\d+).*", "$1"));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v4", "bird, v6"})
    void whyASessionIsShutDownIsToldToTheOtherSide(String program, String transport) throws IOException {
        Meeting.assumeReady(program);
        Protection demands = Protection.lines("", "");
        try (Meeting meeting = new Meeting(folder, program, transport, 64600, "active", demands)) {
            meeting.await(meeting::isUp);
            meeting.ask("shutdown until noon");
            meeting.await(() -> meeting.other().neighbour().contains("until noon"));
            meeting.ask("up");
            meeting.await(meeting::isUp);
            meeting.other().shutDown("back soon");
            meeting.await(() -> meeting.ask("status").contains("administrative shutdown \u201cback soon\u201d"));
        }
    }
}
