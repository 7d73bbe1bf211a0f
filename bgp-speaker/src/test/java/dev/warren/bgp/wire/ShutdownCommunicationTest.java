package dev.warren.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShutdownCommunicationTest {
    private static Notification shutdown(Opaque data) {
        return Notification.of(NotificationCode.ADMINISTRATIVE_SHUTDOWN, data);
    }

    @Test
    void aTextComesBack() {
        Notification notification = shutdown(ShutdownCommunication.encode("[TICKET-1] gr\u00fc\u00dfe"));
        assertEquals(Optional.of("[TICKET-1] gr\u00fc\u00dfe"), ShutdownCommunication.decode(notification));
        assertTrue(notification.toString().contains("[TICKET-1]"), notification::toString);
        assertEquals(Opaque.EMPTY, ShutdownCommunication.encode(""));
    }

    @Test
    void aLongTextEndsBetweenTwoCharacters() {
        Opaque data = ShutdownCommunication.encode("x" + "\u00e4".repeat(200));
        assertEquals(256, data.length());
        assertEquals(Optional.of("x" + "\u00e4".repeat(127)), ShutdownCommunication.decode(shutdown(data)));
        Opaque cut = ShutdownCommunication.encode("\u20ac".repeat(200));
        assertEquals(Optional.of("\u20ac".repeat(85)), ShutdownCommunication.decode(shutdown(cut)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "escape and newline, 041b5b0a41, \ufffd[\ufffdA",
        "not UTF-8, 03ff41c3, \ufffdA\ufffd",
        "overlong, 02c0af, \ufffd\ufffd",
        "longer than it is, ff4142, AB",
        "shorter than it is, 01414243, A",
        "right-to-left override, 04e280ae41, \ufffdA",
        "a quote, 0122, \ufffd"
    })
    void hostileOctetsAreShownAsReplaced(String name, String hex, String shown) {
        assertEquals(Optional.of(shown), ShutdownCommunication.decode(shutdown(Opaque.parse(hex))), name);
    }

    @Test
    void othersHaveNoText() {
        assertEquals(Optional.empty(), ShutdownCommunication.decode(shutdown(Opaque.parse("00"))));
        Notification other = Notification.of(NotificationCode.BAD_MESSAGE_TYPE, Opaque.parse("0141"));
        assertEquals(Optional.empty(), ShutdownCommunication.decode(other));
    }
}
