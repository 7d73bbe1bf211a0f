package dev.warren.bgp.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Octets to messages. */
public final class MessageDecoder {
    /** The octets of a ROUTE-REFRESH after its header. */
    private static final int REFRESH = 4;

    /** The octets of a NOTIFICATION before its data. */
    private static final int NOTIFICATION_HEADER = MessageHeader.LENGTH + 2;

    private MessageDecoder() {}

    /**
     * Decodes one whole message, header included; the buffer ends where the message does. Never throws for what it holds.
     */
    public static Decoded decode(ByteBuffer message, CodecContext context) {
        if (message.remaining() < MessageHeader.LENGTH) {
            return new Decoded.Bad(
                    Notification.of(NotificationCode.BAD_MESSAGE_LENGTH),
                    message.remaining() + " octets are no header");
        }
        Optional<Decoded.Bad> complaint = MessageHeader.complaint(message, context);
        if (complaint.isPresent()) {
            return complaint.get();
        }
        int length = MessageHeader.messageLength(message);
        if (length != message.remaining()) {
            return new Decoded.Bad(
                    Notification.of(NotificationCode.BAD_MESSAGE_LENGTH),
                    message.remaining() + " octets where the header says " + length);
        }
        int type = message.get(message.position() + MessageHeader.LENGTH - 1) & 0xff;
        ByteBuffer body = message.slice(message.position() + MessageHeader.LENGTH, length - MessageHeader.LENGTH);
        try {
            return new Decoded.Good(decodeBody(type, message, new Octets(body), context));
        } catch (WireException malformed) {
            return malformed.bad();
        }
    }

    private static Message decodeBody(int type, ByteBuffer message, Octets body, CodecContext context)
            throws WireException {
        return switch (type) {
            case MessageHeader.OPEN -> OpenCodec.decode(body);
            case MessageHeader.UPDATE -> UpdateDecoder.decode(body, context);
            case MessageHeader.NOTIFICATION -> notification(body);
            case MessageHeader.KEEPALIVE -> KeepAlive.KEEPALIVE;
            default -> routeRefresh(message, body, context);
        };
    }

    private static Notification notification(Octets body) throws WireException {
        try {
            return new Notification(body.u8(), body.u8(), body.peek());
        } catch (ShortReadException cut) {
            throw new WireException(NotificationCode.BAD_MESSAGE_LENGTH, "a short NOTIFICATION");
        }
    }

    /**
     * Among those who agreed on begin and end marks, one of a wrong length has an error of its own, with the message as its data as far as
     * a message can be that of another, and what is neither a request nor a mark is ignored, whatever its length (RFC 7313 section
     * 5). For all else the header's length is wrong (RFC 4271 section 6.1).
     */
    private static RouteRefresh routeRefresh(ByteBuffer message, Octets body, CodecContext context)
            throws WireException {
        int length = body.left();
        try {
            int afi = body.u16();
            int subtype = body.u8();
            if (length == REFRESH) {
                return new RouteRefresh(new AddressFamily(afi, body.u8()), subtype);
            }
            if (context.enhancedRefresh() && subtype > RouteRefresh.END) {
                return new RouteRefresh(new AddressFamily(afi, 0), subtype);
            }
            if (context.enhancedRefresh() && subtype != RouteRefresh.REQUEST) {
                byte[] octets = new byte[Math.min(message.remaining(), context.longestMessage() - NOTIFICATION_HEADER)];
                message.get(message.position(), octets);
                throw new WireException(
                        NotificationCode.INVALID_REFRESH_LENGTH,
                        Opaque.of(octets),
                        "a mark of a refresh of " + length + " octets");
            }
        } catch (ShortReadException cut) {
            throw wrongLength(message, length);
        }
        throw wrongLength(message, length);
    }

    private static WireException wrongLength(ByteBuffer message, int length) {
        int whole = MessageHeader.messageLength(message);
        return new WireException(
                NotificationCode.BAD_MESSAGE_LENGTH,
                Opaque.of((byte) (whole >> 8), (byte) whole),
                "a ROUTE-REFRESH of " + length + " octets");
    }
}
