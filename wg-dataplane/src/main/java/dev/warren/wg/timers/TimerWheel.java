package dev.warren.wg.timers;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A wheel of deadlines (Varghese and Lauck, 1987, scheme 6): setting, moving and unsetting one costs the same however many there
 * are, and polling costs what is due. A deadline comes up at the first poll after it and never before, at most one {@link #TICK}
 * late. Pure: the time is a parameter, in nanoseconds of any clock that never goes back. One thread's at a time.
 *
 * @param <T> what has deadlines
 */
public final class TimerWheel<T> {
    private static final int SHIFT = 24;

    /** The wheel's resolution in nanoseconds, some 17 ms. */
    public static final long TICK = 1L << SHIFT;

    private static final int SLOTS = 4_096;

    private final List<Deadline<T>> slots =
            Stream.generate(() -> new Deadline<T>()).limit(SLOTS).toList();
    private long polled = Long.MIN_VALUE >> SHIFT;

    /** An empty wheel, not polled yet. */
    public TimerWheel() {}

    /** Sets or moves a deadline. One that is over comes up at the next tick. */
    public void set(Deadline<T> deadline, long time) {
        deadline.unlink();
        deadline.tick = Math.max(((time - 1) >> SHIFT) + 1, polled + 1);
        deadline.linkBefore(slots.get((int) deadline.tick & (SLOTS - 1)));
    }

    /** Unsets a deadline. */
    public void unset(Deadline<T> deadline) {
        deadline.unlink();
    }

    /** Unsets all deadlines that are over, then tells of each. The receiver may set and unset what it likes. */
    public void poll(long now, Consumer<? super T> over) {
        long until = now >> SHIFT;
        if (until <= polled) {
            return;
        }
        Deadline<T> due = new Deadline<>();
        for (long tick = Math.max(polled + 1, until - SLOTS + 1); tick <= until; tick++) {
            collect(slots.get((int) tick & (SLOTS - 1)), until, due);
        }
        polled = until;
        for (Deadline<T> first = due.next; first != due; first = due.next) {
            first.unlink();
            over.accept(first.value());
        }
    }

    private void collect(Deadline<T> slot, long until, Deadline<T> due) {
        Deadline<T> next = slot.next;
        while (next != slot) {
            Deadline<T> each = next;
            next = each.next;
            if (each.tick <= until) {
                each.unlink();
                each.linkBefore(due);
            }
        }
    }
}
