package dev.warren.wg.timers;

import org.jspecify.annotations.Nullable;

/**
 * Something's place in a {@link TimerWheel}: linked in a ring while it is set. The wheel's thread's.
 *
 * @param <T> what has the deadline
 */
public final class Deadline<T> {
    private final @Nullable T value;
    Deadline<T> next = this;
    private Deadline<T> previous = this;
    long tick;

    /** The head of a ring. */
    Deadline() {
        value = null;
    }

    /** A deadline that is not set. */
    public Deadline(T value) {
        this.value = value;
    }

    /** True while it is in a wheel. */
    public boolean isSet() {
        return next != this;
    }

    T value() {
        T present = value;
        if (present == null) {
            throw new IllegalStateException("the head of a ring has no value");
        }
        return present;
    }

    void linkBefore(Deadline<T> other) {
        previous = other.previous;
        next = other;
        previous.next = this;
        other.previous = this;
    }

    void unlink() {
        previous.next = next;
        next.previous = previous;
        next = this;
        previous = this;
    }
}
