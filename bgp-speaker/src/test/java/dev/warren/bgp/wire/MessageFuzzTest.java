package dev.warren.bgp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warren.net.IpFamily;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages of a stranger or of a neighbour gone bad: each is read or refused, and what was read can be written again. */
class MessageFuzzTest {
    private static final int BODY = MessageHeader.LENGTH;
    private static final int OPTIONAL_TRANSITIVE = 0xc0;
    private static final UpdateScanner SCANNER = new UpdateScanner();

    /** One octet for the session's form, one for the type, and the body of each message of the test vectors. */
    static Stream<byte[]> messages() {
        return CodecVectorsTest.vectors()
                .map(vector -> HexFormat.of().parseHex("f".repeat(32) + vector.get()[2]))
                .flatMap(message -> IntStream.range(0, 4).mapToObj(form -> {
                    byte[] seed = Arrays.copyOfRange(message, BODY - 2, message.length);
                    seed[0] = (byte) (form * 5);
                    seed[1] = message[BODY - 1];
                    return seed;
                }));
    }

    /** One octet for the session's form, then flags, type and value of an attribute: of each type a short and a longer one. */
    static Stream<byte[]> attributes() {
        return IntStream.range(0, 41)
                .boxed()
                .flatMap(type -> IntStream.of(4, 8, 12, 24).mapToObj(length -> {
                    byte[] seed = new byte[3 + length];
                    seed[1] = (byte)
                            (type < 4 || type == 5 ? 0x40 : type == 4 || type == 14 ? 0x80 : OPTIONAL_TRANSITIVE);
                    seed[2] = type.byteValue();
                    seed[3] = 2;
                    seed[4] = 1;
                    return seed;
                }));
    }

    private static CodecContext form(byte bits) {
        return new CodecContext(
                (bits & 1) != 0,
                (bits & 2) != 0,
                (bits & 4) != 0,
                (bits & 8) != 0 ? Set.of(IpFamily.V4, IpFamily.V6) : Set.of());
    }

    private static byte[] message(int type, byte[] bytes, int from) {
        byte[] message = new byte[BODY + bytes.length - from];
        Arrays.fill(message, 0, BODY - 3, (byte) 0xff);
        ByteBuffer.wrap(message).putShort(MessageHeader.MARKER, (short) message.length);
        message[BODY - 1] = (byte) type;
        System.arraycopy(bytes, from, message, BODY, bytes.length - from);
        return message;
    }

    @MethodSource("messages")
    @FuzzTest
    void aMessageIsReadOrRefused(byte[] bytes) {
        if (bytes.length < 2) {
            return;
        }
        CodecContext form = form(bytes[0]);
        byte[] octets = message(bytes[1], bytes, 2);
        if (octets.length > form.longestMessage()) {
            return;
        }
        Decoded decoded = MessageDecoder.decode(ByteBuffer.wrap(octets), form);
        if (decoded instanceof Decoded.Good(Message message) && !(message instanceof UpdateBlock)) {
            assertReadAgain(message, form);
        }
        if (octets[BODY - 1] == MessageHeader.UPDATE
                && SCANNER.scan(octets, 0, octets.length, form)
                && (SCANNER.blockLength() == 0 || SCANNER.isBlockValid())) {
            ScannedUpdate.assertAsDecoded(SCANNER, octets, form, "fuzzed");
        }
    }

    /** An UPDATE may grow, as AS4_PATH is written anew; and what was malformed isn't written. */
    private static void assertReadAgain(Message message, CodecContext form) {
        ByteBuffer written;
        try {
            written = MessageEncoder.encode(message, form);
        } catch (IllegalArgumentException tooLong) {
            assertTrue(message instanceof Update || message instanceof Open, message::toString);
            return;
        }
        if (message instanceof Update update && !update.errors().isEmpty()) {
            return;
        }
        Decoded again = MessageDecoder.decode(written, form);
        assertEquals(new Decoded.Good(message), again);
    }

    /** An attribute of any type in an UPDATE that is fine: at the worst its routes are withdrawn (RFC 7606), but for MP_REACH and
     * MP_UNREACH. */
    @MethodSource("attributes")
    @FuzzTest
    void anAttributeCostsNoMoreThanItsRoutes(byte[] bytes) {
        if (bytes.length < 3 || bytes.length > 2_000) {
            return;
        }
        CodecContext form = form(bytes[0]);
        int type = bytes[2] & 0xff;
        byte[] base = HexFormat.of().parseHex("40010100" + "400200" + "400304c0000209");
        int value = bytes.length - 3;
        ByteBuffer body = ByteBuffer.allocate(base.length + value + 40);
        body.putShort((short) 0).putShort((short) (base.length + 4 + value)).put(base);
        body.put((byte) (bytes[1] | 0x10))
                .put((byte) type)
                .putShort((short) value)
                .put(bytes, 3, value);
        if (form.pathIds().contains(IpFamily.V4)) {
            body.putInt(7);
        }
        body.put((byte) 8).put((byte) 10);
        byte[] octets = message(MessageHeader.UPDATE, Arrays.copyOf(body.array(), body.position()), 0);
        Decoded decoded = MessageDecoder.decode(ByteBuffer.wrap(octets), form);
        if (type != 14 && type != 15) {
            // RFC 4271 section 6.3: one that isn't known and not optional ends the session, which RFC 7606 leaves so.
            boolean unknown = decoded instanceof Decoded.Bad && (bytes[1] & 0x80) == 0;
            assertTrue(decoded instanceof Decoded.Good || unknown, () -> decoded + " " + Opaque.of(octets));
        }
        if (decoded instanceof Decoded.Good(Message message)) {
            assertReadAgain(message, form);
        }
    }
}
