package dev.warren.bgp;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers to a question about the RIB that take more than one turn: one walk at a time, and all who ask meanwhile share the next
 * one, so that however many ask, at most two answers are in the making. Thread-safe; walks run on the RIB thread.
 *
 * @param <T> an answer; immutable, as it is shared
 */
final class Snapshots<T> {
    /** One way through the RIB to an answer. */
    interface Walk<T> {
        /** Goes on a bounded way; true if there is more. */
        boolean step();

        /** The answer, once there is no more. */
        T result();
    }

    private final RibLoop loop;
    private final Supplier<Walk<T>> walks;
    private final T afterClose;
    private @Nullable CompletableFuture<T> running;
    private @Nullable CompletableFuture<T> waiting;
    private boolean closed;

    /** Once closed, every question has the given answer. */
    Snapshots(RibLoop loop, Supplier<Walk<T>> walks, T afterClose) {
        this.loop = loop;
        this.walks = walks;
        this.afterClose = afterClose;
    }

    /** The answer of a walk that begins after this call. */
    synchronized CompletableFuture<T> ask() {
        if (closed) {
            return CompletableFuture.completedFuture(afterClose);
        }
        CompletableFuture<T> answer = waiting == null ? new CompletableFuture<>() : waiting;
        waiting = answer;
        if (running == null) {
            begin();
        }
        return answer.copy();
    }

    private void begin() {
        running = waiting;
        waiting = null;
        if (running != null) {
            loop.execute(() -> go(Optional.empty()));
        }
    }

    private void go(Optional<Walk<T>> begun) {
        try {
            Walk<T> walk = begun.orElseGet(walks);
            if (walk.step()) {
                loop.execute(() -> go(Optional.of(walk)));
            } else {
                T result = walk.result();
                finish(answer -> answer.complete(result));
            }
        } catch (RuntimeException | Error broken) {
            finish(answer -> answer.completeExceptionally(broken));
        }
    }

    private interface Ending<T> {
        boolean of(CompletableFuture<T> answer);
    }

    private void finish(Ending<T> ending) {
        CompletableFuture<T> done;
        synchronized (this) {
            done = running;
            begin();
        }
        if (done != null) {
            ending.of(done);
        }
    }

    /** Answers all who still wait. */
    void close() {
        CompletableFuture<T> first;
        CompletableFuture<T> second;
        synchronized (this) {
            closed = true;
            first = running;
            second = waiting;
            running = null;
            waiting = null;
        }
        if (first != null) {
            first.complete(afterClose);
        }
        if (second != null) {
            second.complete(afterClose);
        }
    }
}
