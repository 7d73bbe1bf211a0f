package dev.warren.wg.engine;

import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Handshake messages on their way from the inbound to the control path: bounded, and so the measure of load. */
final class HandshakeQueue {
    /** A message with where it came from. */
    static final class Message {
        final byte[] bytes;
        final PeerEndpoint from;

        Message(byte[] bytes, PeerEndpoint from) {
            this.bytes = bytes;
            this.from = from;
        }
    }

    static final int CAPACITY = 4_096;

    /** Load lasts this long after the queue was last an eighth full. */
    private static final long STICKY = 1_000_000_000L;

    private final ArrayBlockingQueue<Message> messages = new ArrayBlockingQueue<>(CAPACITY);
    private boolean wasUnderLoad;
    private long underLoadAt;

    boolean offer(Message message) {
        return messages.offer(message);
    }

    @Nullable
    Message poll() {
        return messages.poll();
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** True if cookies should be asked for. The control path's. */
    boolean isUnderLoad(long now) {
        if (messages.size() >= CAPACITY / 8) {
            wasUnderLoad = true;
            underLoadAt = now;
        } else if (wasUnderLoad && now - underLoadAt >= STICKY) {
            wasUnderLoad = false;
        }
        return wasUnderLoad;
    }
}
