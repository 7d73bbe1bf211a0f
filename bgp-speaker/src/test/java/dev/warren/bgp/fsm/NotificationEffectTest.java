package dev.warren.bgp.fsm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.Opaque;
import dev.warren.net.Asn;
import dev.warren.net.IpFamily;
import dev.warren.net.RouterId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationEffectTest {
    private static Connection established(boolean support) {
        Set<IpFamily> families = EnumSet.allOf(IpFamily.class);
        Connection connection = new Connection(Side.OUTGOING);
        connection.enter(SessionState.ESTABLISHED);
        connection.negotiated(new Negotiated(
                RouterId.parse("10.0.0.2"),
                Asn.of(64600),
                90,
                families,
                true,
                true,
                false,
                false,
                false,
                false,
                Set.of(),
                Set.of(),
                Optional.of(new PeerRestart(false, support, 120, families, families)),
                true));
        return connection;
    }

    private static Notification parse(String text) {
        String[] parts = text.split("/", -1);
        return new Notification(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Opaque.of(new byte[] {1, 'x'}));
    }

    /**
     * RFC 8538: a code, the code that we send instead where both support it, whether routes stay when we send it, and whether they do
     * when it comes as it is.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "1/1,  1/1, true,  true",
        "1/2,  1/2, true,  true",
        "1/3,  1/3, true,  true",
        "2/2,  2/2, true,  true",
        "3/1,  3/1, true,  true",
        "3/10, 3/10, true, true",
        "4/0,  4/0, true,  true",
        "5/3,  5/3, true,  true",
        "6/0,  6/0, true,  true",
        "6/1,  6/9, false, true",
        "6/2,  6/9, false, true",
        "6/3,  6/9, false, true",
        "6/4,  6/4, true,  true",
        "6/5,  6/5, true,  true",
        "6/6,  6/6, true,  true",
        "6/7,  6/7, true,  true",
        "6/8,  6/8, true,  true",
        "6/9,  6/9, false, false",
        "6/10, 6/9, false, true",
        "7/1,  7/1, true,  true",
        "8/0,  8/0, true,  true",
        "99/1, 99/1, true, true"
    })
    void whichKeepRoutes(String code, String form, boolean stayWhenSent, boolean stayWhenReceived) {
        Notification notification = parse(code);
        Connection both = established(true);
        Notification said = NotificationEffect.form(both, notification);
        assertEquals(form, said.code() + "/" + said.subcode());
        assertEquals(stayWhenSent, !NotificationEffect.endsRoutes(both, said));
        assertEquals(stayWhenReceived, !NotificationEffect.endsRoutes(both, notification));
        if (!form.equals(code)) {
            assertEquals(notification, said.reason(), "it is within");
        }
        assertEquals(false, !NotificationEffect.endsRoutes(established(false), notification));
    }

    @ParameterizedTest(name = "support {0}: {1}")
    @CsvSource({"true, 6/9", "false, 6/4"})
    void aHardResetIsSaidAsTheNeighbourUnderstandsIt(boolean support, String form) {
        Notification said =
                NotificationEffect.form(established(support), parse("6/4").asHardReset());
        assertEquals(form, said.code() + "/" + said.subcode());
    }
}
