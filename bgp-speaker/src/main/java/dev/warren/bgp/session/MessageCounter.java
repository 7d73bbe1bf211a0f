package dev.warren.bgp.session;

import dev.warren.bgp.wire.MessageHeader;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts messages by their type. One thread counts, any may look. */
final class MessageCounter {
    private static final int TYPES = 6;
    private static final int OCTETS = 0;

    private final AtomicLongArray counts = new AtomicLongArray(TYPES);

    /** Counts whole messages that stand one after the other; their headers are good. */
    void add(ByteBuffer messages) {
        ByteBuffer left = messages.duplicate();
        while (left.remaining() >= MessageHeader.LENGTH) {
            int length = MessageHeader.messageLength(left);
            more(MessageHeader.messageType(left), 1);
            more(OCTETS, length);
            left.position(left.position() + length);
        }
    }

    private void more(int index, long by) {
        counts.setOpaque(index, counts.getPlain(index) + by);
    }

    MessageCounts now() {
        return new MessageCounts(
                counts.getOpaque(MessageHeader.OPEN),
                counts.getOpaque(MessageHeader.UPDATE),
                counts.getOpaque(MessageHeader.NOTIFICATION),
                counts.getOpaque(MessageHeader.KEEPALIVE),
                counts.getOpaque(MessageHeader.ROUTE_REFRESH),
                counts.getOpaque(OCTETS));
    }
}
