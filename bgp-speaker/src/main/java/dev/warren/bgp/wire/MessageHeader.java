package dev.warren.bgp.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The header of every message (RFC 4271 section 4.1) and its checks (section 6.1).
 *
 * <pre>
 * +-----------------------+--------+------+
 * | Marker, all ones      | Length | Type |
 * | 16                    | 2      | 1    |
 * +-----------------------+--------+------+
 * </pre>
 */
public final class MessageHeader {
    /** The octets of a header. */
    public static final int LENGTH = 19;

    /** The longest message without RFC 8654. */
    public static final int MAX_MESSAGE = 4096;

    /** The longest message with RFC 8654. */
    public static final int MAX_EXTENDED_MESSAGE = 65_535;

    /** Type of OPEN. */
    public static final int OPEN = 1;

    /** Type of UPDATE. */
    public static final int UPDATE = 2;

    /** Type of NOTIFICATION. */
    public static final int NOTIFICATION = 3;

    /** Type of KEEPALIVE. */
    public static final int KEEPALIVE = 4;

    /** Type of ROUTE-REFRESH (RFC 2918). */
    public static final int ROUTE_REFRESH = 5;

    static final int MARKER = 16;

    private MessageHeader() {}

    /** The length of the whole message that a header of at least {@link #LENGTH} octets promises; nothing is checked or moved. */
    public static int messageLength(ByteBuffer header) {
        return header.getShort(header.position() + MARKER) & 0xffff;
    }

    /** The type that a header of at least {@link #LENGTH} octets names; nothing is checked or moved. */
    public static int messageType(ByteBuffer header) {
        return header.get(header.position() + MARKER + 2) & 0xff;
    }

    /** What is wrong with a header, if anything. It needs {@link #LENGTH} octets and isn't moved. */
    public static Optional<Decoded.Bad> complaint(ByteBuffer header, CodecContext context) {
        int at = header.position();
        if (header.getLong(at) != -1 || header.getLong(at + 8) != -1) {
            return bad(NotificationCode.CONNECTION_NOT_SYNCHRONIZED, Opaque.EMPTY, "the marker is not all ones");
        }
        int length = messageLength(header);
        int type = messageType(header);
        boolean lengthFits = switch (type) {
            case OPEN -> length >= LENGTH + 10 && length <= MAX_MESSAGE;
            case UPDATE -> length >= LENGTH + 4;
            case NOTIFICATION -> length >= LENGTH + 2;
            case KEEPALIVE -> length == LENGTH;
            case ROUTE_REFRESH -> length >= LENGTH;
            default -> length >= LENGTH;
        };
        if (!lengthFits || length > context.longestMessage()) {
            Opaque field = Opaque.of((byte) (length >> 8), (byte) length);
            return bad(NotificationCode.BAD_MESSAGE_LENGTH, field, "length " + length + " with type " + type);
        }
        if (type < OPEN || type > ROUTE_REFRESH) {
            return bad(NotificationCode.BAD_MESSAGE_TYPE, Opaque.of((byte) type), "type " + type);
        }
        return Optional.empty();
    }

    private static Optional<Decoded.Bad> bad(NotificationCode code, Opaque data, String detail) {
        return Optional.of(new Decoded.Bad(Notification.of(code, data), detail));
    }
}
