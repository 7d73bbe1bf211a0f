package dev.warren.wg.engine;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What was dropped of one peer. A reason takes memory only from its first drop on. Any thread. */
final class PeerDrops {
    private volatile Map<DropReason, LongAdder> counts = Map.of();

    void count(DropReason reason) {
        LongAdder adder = counts.get(reason);
        (adder == null ? add(reason) : adder).increment();
    }

    private synchronized LongAdder add(DropReason reason) {
        LongAdder present = counts.get(reason);
        if (present != null) {
            return present;
        }
        Map<DropReason, LongAdder> more = new EnumMap<>(DropReason.class);
        more.putAll(counts);
        LongAdder adder = new LongAdder();
        more.put(reason, adder);
        counts = more;
        return adder;
    }

    /** The reasons that occurred. */
    Map<DropReason, Long> snapshot() {
        Map<DropReason, Long> snapshot = new EnumMap<>(DropReason.class);
        counts.forEach((reason, adder) -> snapshot.put(reason, adder.sum()));
        return snapshot;
    }
}
