package dev.warren.bgp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Short questions about the RIB, each answered by one command of its thread. At most {@value #MAX_OPEN} wait at once: one more is
 * refused. Thread-safe.
 *
 * @param <T> an answer; immutable
 */
final class Questions<T> {
    /** How many may wait. */
    static final int MAX_OPEN = 100;

    private final RibLoop loop;
    private final Map<Long, CompletableFuture<T>> open = new HashMap<>();
    private long asked;
    private boolean closed;

    Questions(RibLoop loop) {
        this.loop = loop;
    }

    /** What the supplier answers on the RIB thread. */
    CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        long number;
        synchronized (open) {
            if (closed) {
                answer.cancel(false);
                return answer;
            }
            if (open.size() >= MAX_OPEN) {
                return CompletableFuture.failedFuture(
                        new IllegalStateException(MAX_OPEN + " questions wait for the RIB: ask later"));
            }
            number = asked++;
            open.put(number, answer);
        }
        loop.execute(() -> answer(question, number, answer));
        return answer.copy();
    }

    private void answer(Supplier<T> question, long number, CompletableFuture<T> answer) {
        try {
            answer.complete(question.get());
        } catch (RuntimeException | Error failed) {
            answer.completeExceptionally(failed);
        } finally {
            synchronized (open) {
                open.remove(number);
            }
        }
    }

    /** Cancels those that wait. */
    void close() {
        List<CompletableFuture<T>> left;
        synchronized (open) {
            closed = true;
            left = List.copyOf(open.values());
            open.clear();
        }
        left.forEach(answer -> answer.cancel(false));
    }
}
