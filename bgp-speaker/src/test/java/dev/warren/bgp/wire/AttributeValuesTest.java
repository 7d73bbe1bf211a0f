package dev.warren.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values at the border of what is malformed, by the short way and decoded, with a prefix of either family. */
class AttributeValuesTest {
    private static final CodecContext INTERNAL = new CodecContext(false, true);
    private static final String FIRST = "40010100" + "400206020100000cf8";
    private static final String V4 = "400304c0000202";
    private static final String V6 =
            "800e1c" + "00020110" + "20010db8000000000000000000000002" + "00" + "3020010db8000a";

    private final UpdateScanner scanner = new UpdateScanner();

    private static byte[] octets(String attributes, String prefixes) {
        String body = "0000" + HexFormat.of().toHexDigits(attributes.length() / 2, 4) + attributes + prefixes;
        String header = "f".repeat(32) + HexFormat.of().toHexDigits(19 + body.length() / 2, 4) + "02";
        return HexFormat.of().parseHex(header + body);
    }

    /** A message of one prefix with more attributes behind the mandatory ones. */
    private static byte[] message(String family, String more) {
        boolean v4 = family.equals("V4");
        return octets(FIRST + (v4 ? V4 : V6) + more, v4 ? "100a01" : "");
    }

    private boolean isPlain(byte[] message) {
        return scanner.scan(message, 0, message.length, INTERNAL) && scanner.isBlockValid();
    }

    private static Update decode(byte[] message) {
        return (Update) ((Decoded.Good) MessageDecoder.decode(ByteBuffer.wrap(message), INTERNAL)).message();
    }

    /** RFC 8092 section 3. */
    @ParameterizedTest
    @CsvSource({
        "V4, 1 2 3, true, 1 2 3",
        "V6, 1 2 3, true, 1 2 3",
        "V4, 1 2 1, false, 1 2",
        "V6, 3 1 1 2 3, false, 3 1 2"
    })
    void aLargeCommunityStandsOnce(String family, String received, boolean plain, String kept) {
        String[] numbers = received.split(" ", -1);
        StringBuilder value = new StringBuilder();
        for (String number : numbers) {
            value.append("0000fc00").append("0000000").append(number).append("00000007");
        }
        byte[] message = message(family, "c020" + HexFormat.of().toHexDigits(12L * numbers.length, 2) + value);
        assertEquals(plain, isPlain(message));
        Update update = decode(message);
        assertEquals(0, update.errors().size());
        assertEquals(
                kept,
                update.attributes().orElseThrow().largeCommunities().stream()
                        .map(community -> String.valueOf(community.local1()))
                        .collect(Collectors.joining(" ")));
    }

    @ParameterizedTest
    @CsvSource({"V4, 64, true", "V6, 64, true", "V4, 65, false", "V6, 330, false"})
    void manyLargeCommunitiesAreComparedByTheDecoder(String family, int count, boolean plain) {
        String value = IntStream.range(0, count)
                .mapToObj(number -> "0000fc00" + HexFormat.of().toHexDigits(number) + "00000007")
                .collect(Collectors.joining());
        String header = "d020" + HexFormat.of().toHexDigits(12L * count, 4);
        byte[] message = message(family, header + value);
        assertEquals(plain, isPlain(message));
        assertEquals(
                count,
                decode(message).attributes().orElseThrow().largeCommunities().size());
    }

    /** RFC 7606 section 7.11: the length of a next hop fits its family, or nobody knows where the prefixes begin. */
    @ParameterizedTest(name = "AFI {0}, {1} octets: {2}")
    @CsvSource({
        "1, 0, false", "1, 4, true", "1, 8, false", "1, 12, false", "1, 16, true", "1, 24, false", "1, 32, true",
        "2, 0, false", "2, 4, false", "2, 8, false", "2, 12, false", "2, 16, true", "2, 24, false", "2, 32, true"
    })
    void aNextHopHasTheLengthOfItsFamily(int afi, int length, boolean good) {
        String prefix = "100a01";
        String value = HexFormat.of().toHexDigits(afi, 4) + "01"
                + HexFormat.of().toHexDigits(length, 2) + "20".repeat(length) + "00" + prefix;
        String reach = "800e" + HexFormat.of().toHexDigits(value.length() / 2, 2) + value;
        byte[] message = octets(FIRST + reach, "");
        assertEquals(good, isPlain(message));
        assertEquals(
                good ? "good" : "3/9",
                switch (MessageDecoder.decode(ByteBuffer.wrap(message), INTERNAL)) {
                    case Decoded.Good _ -> "good";
                    case Decoded.Bad(Notification bad, String _) -> bad.code() + "/" + bad.subcode();
                });
    }
}
