package dev.warren.bgp.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The text for people in a Cease/Administrative Shutdown or Reset (RFC 9003).
 *
 * <pre>
 * +--------+----------------------+
 * | Length | UTF-8, not ended     |
 * | 1      | 0 to 255             |
 * +--------+----------------------+
 * </pre>
 */
public final class ShutdownCommunication {
    private static final int LONGEST = 255;
    private static final int CONTINUATION = 0x80;

    private ShutdownCommunication() {}

    /** The data of a NOTIFICATION: none for an empty text; a long one ends at the last character that fits. */
    public static Opaque encode(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (octets.length == 0) {
            return Opaque.EMPTY;
        }
        int length = Math.min(octets.length, LONGEST);
        while (length < octets.length && (octets[length] & 0xc0) == CONTINUATION) {
            length--;
        }
        return Opaque.of(ByteBuffer.allocate(length + 1)
                .put((byte) length)
                .put(octets, 0, length)
                .array());
    }

    /**
     * The text of a NOTIFICATION, or of one within a hard reset, whatever octets it has (RFC 9003 section 4): what is not UTF-8 and what a terminal or a log could
     * mistake for something else is U+FFFD. Empty if it is of another kind or has no text.
     */
    public static Optional<String> decode(Notification received) {
        Notification notification = received.reason();
        boolean mayHaveText = notification.is(NotificationCode.ADMINISTRATIVE_SHUTDOWN)
                || notification.is(NotificationCode.ADMINISTRATIVE_RESET);
        byte[] data = notification.data().toBytes();
        if (!mayHaveText || data.length < 2) {
            return Optional.empty();
        }
        int end = Math.min(data.length, 1 + (data[0] & 0xff));
        String text = new String(Arrays.copyOfRange(data, 1, end), StandardCharsets.UTF_8);
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> shown.appendCodePoint(isHarmless(point) ? point : 0xfffd));
        return shown.isEmpty() ? Optional.empty() : Optional.of(shown.toString());
    }

    private static boolean isHarmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> point != '"' && point != '\\';
        };
    }
}
