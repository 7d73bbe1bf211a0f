package dev.warren.bgp.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.warren.net.IpFamily;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How sessions begin and end, and what goes over them by default, with FRR and BIRD 2. */
@Tag("lab")
class SessionRulesLabTest {
    private static final String V4 = "10.1.0.0/16";
    private static final String V6 = "2001:db8:a::/48";

    @TempDir
    private Path folder = Path.of("");

    private static void originate(Meeting meeting) {
        meeting.ask("originate " + V4);
        meeting.ask("originate " + V6);
    }

    private static boolean isExchanged(Meeting meeting) {
        return meeting.isUp() && meeting.otherHas(V4) && meeting.otherHas(V6);
    }

    /** RFC 4271 section 6.8: whoever has the greater router id keeps the connection that it opened. */
    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v4", "frr, v6", "bird, v4", "bird, v6"})
    void bothConnectAndOneSessionIsLeft(String program, String transport) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting meeting = new Meeting(folder, program, transport, 64600, "both", Protection.NONE)) {
            originate(meeting);
            meeting.await(() -> isExchanged(meeting));
            assertTrue(meeting.ask("status").contains("state=ESTABLISHED"), meeting::scene);
        }
    }

    /** RFC 6286 section 2.1: identifiers are unique within an AS, not beyond. */
    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v6", "bird, v4"})
    void routersOfTwoAsMayHaveTheSameId(String program, String transport) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting meeting = new Meeting(folder, program, transport, 64600, "both", Protection.NONE, "same-id")) {
            originate(meeting);
            meeting.await(() -> isExchanged(meeting));
        }
    }

    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v4", "bird, v6"})
    void oneThatFallsSilentIsGoneAfterTheHoldTime(String program, String transport) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting meeting = new Meeting(folder, program, transport, 64600, "active", Protection.NONE, "hold=3")) {
            meeting.await(meeting::isUp);
            stop(meeting);
            meeting.awaitAlone(() -> meeting.isDown() && meeting.ask("status").contains("4/0 hold timer expired"));
        }
    }

    /** RFC 9687. The hold time is far longer. */
    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v6", "bird, v4"})
    void oneThatReadsNothingIsGoneAfterTheSendHoldTime(String program, String transport) throws IOException {
        Meeting.assumeReady(program);
        Protection patient = Protection.lines(" neighbor PEER timers 20 60\n", "hold time 60;\n");
        try (Meeting meeting =
                new Meeting(folder, program, transport, 64600, "active", patient, "hold=60", "send-hold=2")) {
            meeting.await(meeting::isUp);
            stop(meeting);
            meeting.ask("originate-many 4000");
            meeting.awaitAlone(() -> meeting.isDown() && meeting.ask("status").contains("8/0 send hold timer expired"));
        }
    }

    private static void stop(Meeting meeting) {
        Shell.run("kill", "-STOP", Long.toString(meeting.other().pid()));
    }

    /** RFC 8212. */
    @ParameterizedTest(name = "{0} over {1}")
    @CsvSource({"frr, v4", "bird, v6"})
    void withoutAPolicyNothingGoesInOrOut(String program, String transport) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting meeting = new Meeting(folder, program, transport, 64600, "active", Protection.NONE, "no-policy")) {
            originate(meeting);
            meeting.await(() -> meeting.ask("refusals").contains(OtherRouter.prefix(IpFamily.V4))
                    && meeting.ask("refusals").contains(OtherRouter.prefix(IpFamily.V6)));
            assertTrue(meeting.isDown(), meeting::scene);
            assertFalse(meeting.otherHas("64512"), meeting::scene);
            meeting.ask("policies pass");
            meeting.await(() -> isExchanged(meeting));
        }
    }

    /** RFC 1997: what leaves the AS and what doesn't, by the communities 65535:65281 and 65535:65282. */
    @ParameterizedTest(name = "{0} AS {1} over {2}")
    @CsvSource({"frr, 64600, v4", "frr, 64512, v6", "bird, 64600, v6", "bird, 64512, v4"})
    void wellKnownCommunitiesSayHowFarARouteGoes(String program, long asn, String transport) throws IOException {
        Meeting.assumeReady(program);
        try (Meeting meeting = new Meeting(folder, program, transport, asn, "active", Protection.NONE)) {
            meeting.ask("originate-with 10.2.0.0/16 65535:65281");
            meeting.ask("originate-with 2001:db8:b::/48 65535:65281");
            meeting.ask("originate-with 10.3.0.0/16 65535:65282");
            meeting.ask("originate-with 2001:db8:c::/48 65535:65282");
            originate(meeting);
            meeting.await(() -> isExchanged(meeting));
            boolean internal = asn == 64512;
            if (internal) {
                meeting.await(() -> meeting.otherHas("10.2.0.0/16") && meeting.otherHas("2001:db8:b::/48"));
            }
            String routes = meeting.other().routes();
            assertTrue(internal || !(routes.contains("10.2.0.0/16") || routes.contains("2001:db8:b::/48")), routes);
            assertFalse(routes.contains("10.3.0.0/16") || routes.contains("2001:db8:c::/48"), routes);
        }
    }
}
