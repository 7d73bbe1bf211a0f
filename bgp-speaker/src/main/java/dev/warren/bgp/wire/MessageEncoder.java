package dev.warren.bgp.wire;

import dev.warren.net.IpFamily;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;

/** Messages to octets. */
public final class MessageEncoder {
    private MessageEncoder() {}

    /**
     * A message with its header, ready to be read.
     *
     * @throws IllegalArgumentException if it is longer than the context allows
     */
    public static ByteBuffer encode(Message message, CodecContext context) {
        ByteBuffer out =
                ByteBuffer.allocate(message instanceof Open ? MessageHeader.MAX_MESSAGE : context.longestMessage());
        out.position(MessageHeader.LENGTH);
        try {
            int type = switch (message) {
                case Open open -> {
                    OpenCodec.encode(open, out);
                    yield MessageHeader.OPEN;
                }
                case Update update -> {
                    encode(update, context, out);
                    yield MessageHeader.UPDATE;
                }
                case UpdateBlock _ -> throw new IllegalArgumentException("a block is encoded already");
                case Notification notification -> {
                    out.put((byte) notification.code()).put((byte) notification.subcode());
                    out.put(notification.data().toBytes());
                    yield MessageHeader.NOTIFICATION;
                }
                case KeepAlive _ -> MessageHeader.KEEPALIVE;
                case RouteRefresh refresh -> {
                    out.putShort((short) refresh.family().afi());
                    out.put((byte) refresh.subtype())
                            .put((byte) refresh.family().safi());
                    yield MessageHeader.ROUTE_REFRESH;
                }
            };
            return finish(out, type);
        } catch (BufferOverflowException tooLong) {
            throw new IllegalArgumentException("a message has at most " + out.capacity() + " octets", tooLong);
        }
    }

    /** Writes the header before a body that begins after {@link MessageHeader#LENGTH} octets, and flips. */
    static ByteBuffer finish(ByteBuffer out, int type) {
        out.putLong(0, -1).putLong(8, -1);
        out.putShort(MessageHeader.MARKER, (short) out.position());
        out.put(MessageHeader.LENGTH - 1, (byte) type);
        return out.flip();
    }

    private static void encode(Update update, CodecContext context, ByteBuffer out) {
        boolean ids = context.pathIds().contains(IpFamily.V4);
        out.putShort((short) Nlri.size(update.withdrawn(), ids));
        Nlri.encode(update.withdrawn(), update.withdrawnIds(), ids, out);
        AttributeEncoder attributes = new AttributeEncoder(context);
        update.attributes().ifPresent(set -> attributes.add(set, true));
        update.mpReach().ifPresent(attributes::add);
        update.mpUnreach().ifPresent(attributes::add);
        out.putShort((short) attributes.size());
        attributes.writeTo(out);
        Nlri.encode(update.announced(), update.announcedIds(), ids, out);
    }
}
