package dev.warren.wg.engine;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts of what was dropped. Any thread. */
public final class Drops {
    private final Map<DropReason, LongAdder> counts = new EnumMap<>(DropReason.class);

    Drops() {
        for (DropReason reason : DropReason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    /** Counts one. */
    public void count(DropReason reason) {
        LongAdder adder = counts.get(reason);
        if (adder != null) {
            adder.increment();
        }
    }

    /** Counts one of a peer. */
    void count(DropReason reason, Peer peer) {
        count(reason);
        peer.drops.count(reason);
    }

    /** A snapshot of all. */
    public Map<DropReason, Long> snapshot() {
        Map<DropReason, Long> snapshot = new EnumMap<>(DropReason.class);
        counts.forEach((reason, adder) -> snapshot.put(reason, adder.sum()));
        return Collections.unmodifiableMap(snapshot);
    }
}
