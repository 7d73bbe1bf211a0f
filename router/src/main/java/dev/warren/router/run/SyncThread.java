package dev.warren.router.run;

import dev.warren.bgp.Path;
import dev.warren.bgp.SpeakerEvent;
import dev.warren.net.Prefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. Others leave best paths and questions here without waiting; a prefix that changes twice before
 * the thread comes to it is seen once, so what waits is bounded by the number of prefixes.
 */
final class SyncThread {
    /** What the thread does in a turn. */
    interface Turn {
        /** Takes the changes since the last turn; {@code now} is monotonic, in nanoseconds. */
        void run(Map<Prefix, Optional<Path>> changes, long now);
    }

    private static final Logger LOG = LoggerFactory.getLogger(SyncThread.class);
    private static final int MAX_QUESTIONS = 1_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final long tickNanos;
    private final Turn turn;
    private final Thread thread = new Thread(this::loop, "sync");

    private Map<Prefix, Optional<Path>> changes = new LinkedHashMap<>();
    private List<Runnable> questions = new ArrayList<>();
    private boolean woken;
    private boolean stopping;

    /** A thread that takes a turn whenever there is something, and at least every {@code tickNanos}. */
    SyncThread(long tickNanos, Turn turn) {
        this.tickNanos = tickNanos;
        this.turn = turn;
    }

    void start() {
        thread.start();
    }

    /** Leaves best paths; returns at once. Any thread. */
    void bestPaths(List<SpeakerEvent.BestPathChanged> batch) {
        lock.lock();
        try {
            batch.forEach(change -> changes.put(change.prefix(), change.best()));
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Has the thread take a turn soon. Any thread. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            work.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Asks something that is answered on the thread. Any thread; fails at once when too many wait or the thread has ended. */
    <T> CompletionStage<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        lock.lock();
        try {
            if (stopping || questions.size() >= MAX_QUESTIONS) {
                answer.completeExceptionally(
                        new IllegalStateException(stopping ? "the router stops" : "too many wait"));
            } else {
                questions.add(() -> answer.completeAsync(question, Runnable::run));
                work.signal();
            }
        } finally {
            lock.unlock();
        }
        return answer;
    }

    /** Ends the thread after its present turn and waits for it. */
    void stop() throws InterruptedException {
        lock.lock();
        try {
            stopping = true;
            work.signal();
        } finally {
            lock.unlock();
        }
        thread.join();
    }

    private void loop() {
        while (true) {
            Map<Prefix, Optional<Path>> due;
            List<Runnable> asked;
            lock.lock();
            try {
                if (changes.isEmpty() && questions.isEmpty() && !woken && !stopping) {
                    work.awaitNanos(tickNanos);
                }
                if (stopping) {
                    return;
                }
                woken = false;
                due = changes;
                asked = questions;
                changes = new LinkedHashMap<>();
                questions = new ArrayList<>();
            } catch (InterruptedException interrupted) {
                return;
            } finally {
                lock.unlock();
            }
            takeTurn(due);
            asked.forEach(Runnable::run);
        }
    }

    private void takeTurn(Map<Prefix, Optional<Path>> due) {
        try {
            turn.run(due, System.nanoTime());
        } catch (RuntimeException defect) {
            LOG.error("event=sync-defect", defect);
        }
    }
}
