package dev.warren.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ROUTE-REFRESH messages whose length is wrong, with and without enhanced refresh (RFC 7313 section 5). */
class RefreshErrorTest {
    private static final String MARKER = "f".repeat(32);

    @ParameterizedTest(name = "{0}, enhanced {1}: {2}")
    @CsvSource({
        "001505" + "0001, true, 1/2 0015",
        "001505" + "0001, false, 1/2 0015",
        "001305, true, 1/2 0013",
        "001605" + "000100, true, 1/2 0016",
        "001805" + "0001000100, true, 1/2 0018",
        "001605" + "000101, true, 7/1 whole",
        "001805" + "0001010100, true, 7/1 whole",
        "001805" + "0002020100, true, 7/1 whole",
        "001805" + "0002020100, false, 1/2 0018",
        "001805" + "0001030100, true, ignored",
        "001605" + "0001ff, true, ignored",
        "001805" + "0001030100, false, 1/2 0018"
    })
    void aWrongLengthIsAnErrorOfTheMarkOrOfTheHeader(String octets, boolean enhanced, String expected) {
        ByteBuffer message = ByteBuffer.wrap(HexFormat.of().parseHex(MARKER + octets));
        Decoded decoded = MessageDecoder.decode(message, new CodecContext(true, true, false, enhanced, Set.of()));
        assertEquals(
                expected,
                switch (decoded) {
                    case Decoded.Bad(Notification bad, String _) -> {
                        String data = HexFormat.of().formatHex(bad.data().toBytes());
                        yield bad.code() + "/" + bad.subcode() + " " + (data.equals(MARKER + octets) ? "whole" : data);
                    }
                    case Decoded.Good(Message good) ->
                        good instanceof RouteRefresh refresh && refresh.subtype() > 2 ? "ignored" : good.toString();
                });
    }

    /** A NOTIFICATION is a message as well: it carries as much as it can. */
    @ParameterizedTest
    @CsvSource({"4096, 4075", "4000, 4000"})
    void theDataEndsWhereTheNotificationDoes(int length, int data) {
        byte[] octets = new byte[length];
        ByteBuffer message = ByteBuffer.wrap(octets);
        message.putLong(-1)
                .putLong(-1)
                .putShort((short) length)
                .put((byte) 5)
                .putInt(0x0001_0101)
                .rewind();
        Decoded.Bad bad =
                (Decoded.Bad) MessageDecoder.decode(message, new CodecContext(true, true, false, true, Set.of()));
        assertEquals(data, bad.notification().data().length());
    }
}
