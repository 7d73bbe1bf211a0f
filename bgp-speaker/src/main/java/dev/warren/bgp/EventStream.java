package dev.warren.bgp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the speaker does, for one who takes it at his own pace: the speaker never waits for him. Of best paths he misses none, only
 * states between two looks, however slow he is; other events are kept up to a number, and beyond it counted as lost. Thread-safe.
 */
public final class EventStream implements AutoCloseable {
    private final ArrayDeque<SpeakerEvent> waiting = new ArrayDeque<>();
    private final int capacity;
    private final RibTurn turn;
    private final RibLoop loop;
    private long lost;
    private boolean closed;
    /** On the RIB thread. */
    private @Nullable Subscription subscription;

    private EventStream(int capacity, RibTurn turn, RibLoop loop) {
        if (capacity < 4) {
            throw new IllegalArgumentException("a stream of " + capacity + " events: at least 4");
        }
        this.capacity = capacity;
        this.turn = turn;
        this.loop = loop;
    }

    static EventStream open(int capacity, RibTurn turn, RibLoop loop) {
        EventStream stream = new EventStream(capacity, turn, loop);
        loop.execute(() -> stream.subscription = turn.subscribe(stream::add, stream::room));
        return stream;
    }

    /** How many best paths there is room for: they take half of it at most, so that there is room for what can't be told later. */
    private synchronized int room() {
        return closed ? 0 : Math.max(0, capacity / 2 - waiting.size());
    }

    private synchronized void add(Collection<SpeakerEvent> events) {
        if (closed) {
            return;
        }
        for (SpeakerEvent event : events) {
            if (waiting.size() < capacity) {
                waiting.add(event);
            } else {
                lost++;
            }
        }
        notifyAll();
    }

    /** What has happened since the last call, in order; none if nothing did. */
    public List<SpeakerEvent> poll() {
        List<SpeakerEvent> taken;
        synchronized (this) {
            taken = new ArrayList<>(waiting);
            waiting.clear();
        }
        if (!taken.isEmpty()) {
            // Any command is followed by a turn, which tells of what there is room for now.
            loop.execute(() -> {});
        }
        return taken;
    }

    /** As {@link #poll}, but waits for the first event; none if time is over or the stream is closed before one comes. */
    public List<SpeakerEvent> await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (this) {
            long left = limit.toMillis();
            while (waiting.isEmpty() && !closed && left > 0) {
                wait(left);
                left = (deadline - System.nanoTime()) / 1_000_000;
            }
        }
        return poll();
    }

    /** How many events were lost because too many waited. */
    public synchronized long lost() {
        return lost;
    }

    /** Ends it: nothing more comes, and what waits is dropped. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.clear();
            notifyAll();
        }
        loop.execute(() -> {
            if (subscription != null) {
                turn.unsubscribe(subscription);
            }
        });
    }
}
