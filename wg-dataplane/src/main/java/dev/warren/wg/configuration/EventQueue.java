package dev.warren.wg.configuration;

import dev.warren.wg.engine.DeviceEvent;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Events on their way to one subscriber: bounded. Once one did not fit, no more are taken. Any thread. */
final class EventQueue implements Consumer<DeviceEvent> {
    static final int CAPACITY = 4_096;

    private final ArrayDeque<EventBlock> blocks = new ArrayDeque<>();
    private final Runnable arrived;
    private boolean overflowed;

    /** A queue that says when it is no longer empty, or full. */
    EventQueue(Runnable arrived) {
        this.arrived = arrived;
    }

    @Override
    public void accept(DeviceEvent event) {
        Instant now = Instant.now();
        synchronized (this) {
            EventBlock last = blocks.peekLast();
            if (overflowed || (last != null && last.absorb(event))) {
                return;
            }
            if (blocks.size() == CAPACITY) {
                overflowed = true;
            } else {
                blocks.add(EventBlock.of(event, now.getEpochSecond() * 1_000_000_000L + now.getNano()));
            }
        }
        arrived.run();
    }

    /** The oldest block's lines, or null. */
    synchronized @Nullable String poll() {
        EventBlock first = blocks.poll();
        return first == null ? null : first.text();
    }

    /** True once an event was lost. */
    synchronized boolean hasOverflowed() {
        return overflowed;
    }
}
