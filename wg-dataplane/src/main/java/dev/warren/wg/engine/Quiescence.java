package dev.warren.wg.engine;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Puts off what may only happen once no data thread can still be using something: wiping keys, closing sockets. Each data
 * thread marks where it begins and ends a pass; what is retired runs when every thread has ended the pass it was in.
 */
public final class Quiescence {
    /** One data thread's mark: odd while it is in a pass. */
    public static final class Participant {
        private final AtomicLong passes = new AtomicLong();

        /** A pass begins: from here on it may hold keys and sockets. */
        public void enter() {
            passes.incrementAndGet();
        }

        /** The pass is over: it holds nothing. */
        public void leave() {
            passes.incrementAndGet();
        }
    }

    private record Seen(Participant participant, long passes) {
        boolean isOver() {
            return passes % 2 == 0 || participant.passes.get() != passes;
        }
    }

    private record Retired(List<Seen> seen, Runnable end) {}

    private final List<Participant> participants = new CopyOnWriteArrayList<>();
    private final ArrayDeque<Retired> retired = new ArrayDeque<>();

    /** Adds a data thread. */
    public Participant join() {
        Participant participant = new Participant();
        participants.add(participant);
        return participant;
    }

    /** Runs {@code end} on a later {@link #reclaim}. What it ends must not be reachable for new passes any more. Any thread. */
    public void retire(Runnable end) {
        List<Seen> seen =
                participants.stream().map(p -> new Seen(p, p.passes.get())).toList();
        synchronized (retired) {
            retired.add(new Retired(seen, end));
        }
    }

    /** Runs what can be run. The control thread. */
    public void reclaim() {
        while (true) {
            Retired first;
            synchronized (retired) {
                first = retired.peek();
                if (first == null || !first.seen.stream().allMatch(Seen::isOver)) {
                    return;
                }
                retired.remove();
            }
            first.end.run();
        }
    }
}
