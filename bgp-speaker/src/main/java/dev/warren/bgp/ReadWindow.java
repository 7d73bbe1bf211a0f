package dev.warren.bgp;

import dev.warren.bgp.session.NeighbourSession;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.UpdateBlock;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much of a neighbour waits for the RIB: where it is too much, reading stops until most of it is done. {@link #add} and
 * {@link #resume} on the I/O thread, {@link #done} on the RIB thread.
 */
final class ReadWindow {
    /** Where reading stops and resumes, in octets. */
    private static final int PAUSE_AT = 1 << 17;

    private static final int RESUME_AT = 1 << 15;
    private static final int SMALL_MESSAGE = 64;

    private final AtomicInteger waiting = new AtomicInteger();
    private boolean paused;

    /** One more waits. */
    void add(Message message, NeighbourSession session) {
        if (waiting.addAndGet(weight(message)) >= PAUSE_AT && !paused) {
            paused = true;
            session.pauseReads(true);
        }
    }

    /** It is done with; true if the session is to {@link #resume}. */
    boolean done(Message message) {
        int weight = weight(message);
        int left = waiting.addAndGet(-weight);
        return left <= RESUME_AT && left + weight > RESUME_AT;
    }

    /** What waits may be more again by now, and then falls below the mark once more. */
    void resume(NeighbourSession session) {
        if (paused && waiting.get() <= RESUME_AT) {
            paused = false;
            session.pauseReads(false);
        }
    }

    /** What a message costs while it waits, in octets. */
    private static int weight(Message message) {
        return message instanceof UpdateBlock block ? block.length() : SMALL_MESSAGE;
    }
}
