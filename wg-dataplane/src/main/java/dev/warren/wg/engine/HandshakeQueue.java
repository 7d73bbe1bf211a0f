package dev.warren.wg.engine;

import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Handshake messages on their way from the inbound to the control path: bounded, and so the measure of load. */
final class HandshakeQueue {
    /** A message with where it came from. */
    static final class Message {
        final byte[] bytes;
        final PeerEndpoint from;
        final boolean calm;

        Message(byte[] bytes, PeerEndpoint from, boolean calm) {
            this.bytes = bytes;
            this.from = from;
            this.calm = calm;
        }
    }

    static final int CAPACITY = 4_096;

    /** Load lasts this long after the queue was last an eighth full. */
    private static final long STICKY = 1_000_000_000L;

    /** Of busy sources: little more than what shows load, so that what they get done does not hold up what comes after. */
    static final int BUSY_CAPACITY = CAPACITY / 8 + 64;

    private final Lane calm = new Lane(CAPACITY);
    private final Lane busy = new Lane(BUSY_CAPACITY);

    boolean offer(Message message) {
        return (message.calm ? calm : busy).messages.offer(message);
    }

    /** True if a message of a busy source would not be taken. */
    boolean isClosedToBusySources() {
        return busy.messages.remainingCapacity() == 0;
    }

    /** A message of a busy source was not even looked at: that is load, too. */
    void refused() {
        busy.refused = true;
    }

    @Nullable
    Message poll() {
        Message message = calm.messages.poll();
        return message != null ? message : busy.messages.poll();
    }

    boolean isEmpty() {
        return calm.messages.isEmpty() && busy.messages.isEmpty();
    }

    /** Takes note of the time before a message is polled. The control path's. */
    void measure(long now) {
        calm.measure(now);
        busy.measure(now);
    }

    /** True if such a message must show a cookie. The control path's. */
    boolean isUnderLoad(Message message) {
        return (message.calm ? calm : busy).underLoad;
    }

    private static final class Lane {
        final ArrayBlockingQueue<Message> messages;
        volatile boolean refused;
        private boolean underLoad;
        private long underLoadAt;

        Lane(int capacity) {
            messages = new ArrayBlockingQueue<>(capacity);
        }

        void measure(long now) {
            if (refused || messages.size() >= CAPACITY / 8) {
                refused = false;
                underLoad = true;
                underLoadAt = now;
            } else if (underLoad && now - underLoadAt >= STICKY) {
                underLoad = false;
            }
        }
    }
}
