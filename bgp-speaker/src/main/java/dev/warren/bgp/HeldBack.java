package dev.warren.bgp;

import dev.warren.net.IpAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Addresses from which nobody is taken as a neighbour for a time. Where there are too many, the one whose time is over first is
 * forgotten. Times are those of {@link System#nanoTime}. Pure.
 */
final class HeldBack {
    private final int capacity;
    private final Map<IpAddress, Long> ends = new HashMap<>();

    /** For at most so many addresses. */
    HeldBack(int capacity) {
        this.capacity = capacity;
    }

    /** Answers whether another one was forgotten for it before its time was over. */
    boolean add(IpAddress address, Duration time, long now) {
        ends.put(address, now + time.toNanos());
        if (ends.size() > capacity) {
            ends.values().removeIf(end -> end - now <= 0);
        }
        boolean full = ends.size() > capacity;
        if (full) {
            ends.entrySet().stream()
                    .min(Comparator.comparingLong(held -> held.getValue() - now))
                    .ifPresent(first -> ends.remove(first.getKey()));
        }
        return full;
    }

    boolean holds(IpAddress address, long now) {
        Long end = ends.get(address);
        if (end == null) {
            return false;
        }
        boolean holds = end - now > 0;
        if (!holds) {
            ends.remove(address);
        }
        return holds;
    }
}
