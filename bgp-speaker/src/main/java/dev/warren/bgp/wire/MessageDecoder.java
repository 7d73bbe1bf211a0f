package dev.warren.bgp.wire;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Octets to messages. */
public final class MessageDecoder {
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
            return new Decoded.Good(decodeBody(type, new Octets(body), context));
        } catch (WireException malformed) {
            return malformed.bad();
        }
    }

    private static Message decodeBody(int type, Octets body, CodecContext context) throws WireException {
        return switch (type) {
            case MessageHeader.OPEN -> OpenCodec.decode(body);
            case MessageHeader.UPDATE -> UpdateDecoder.decode(body, context);
            case MessageHeader.NOTIFICATION -> notification(body);
            case MessageHeader.KEEPALIVE -> KeepAlive.KEEPALIVE;
            default -> routeRefresh(body);
        };
    }

    private static Notification notification(Octets body) throws WireException {
        try {
            return new Notification(body.u8(), body.u8(), body.peek());
        } catch (ShortReadException cut) {
            throw new WireException(NotificationCode.BAD_MESSAGE_LENGTH, "a short NOTIFICATION");
        }
    }

    /** RFC 7313 section 5: a length that is not 4 is an error of its own. */
    private static RouteRefresh routeRefresh(Octets body) throws WireException {
        try {
            if (body.left() == 4) {
                int afi = body.u16();
                int subtype = body.u8();
                return new RouteRefresh(new AddressFamily(afi, body.u8()), subtype);
            }
        } catch (ShortReadException cut) {
            throw new WireException(NotificationCode.INVALID_REFRESH_LENGTH, "it ends early");
        }
        throw new WireException(
                NotificationCode.INVALID_REFRESH_LENGTH, body.peek(), "a ROUTE-REFRESH of " + body.left() + " octets");
    }
}
