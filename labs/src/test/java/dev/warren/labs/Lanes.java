package dev.warren.labs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** Tasks in a given order, some side by side, but never two of one group. */
final class Lanes<T, R> {
    /** What is done with a task. */
    interface Work<T, R> {
        R of(T task) throws Exception;
    }

    private final int lanes;
    private final List<T> waiting;
    private final Function<T, ?> groupOf;
    private final Set<Object> busy = new HashSet<>();
    private final Map<T, FutureTask<R>> results = new ConcurrentHashMap<>();

    private Lanes(int lanes, List<T> tasks, Function<T, ?> groupOf, Work<T, R> work) {
        this.lanes = lanes;
        waiting = new ArrayList<>(tasks);
        this.groupOf = groupOf;
        for (T task : tasks) {
            Callable<R> done = () -> work.of(task);
            results.put(task, new FutureTask<>(done));
        }
    }

    /**
     * Begins with the first tasks.
     *
     * @param lanes how many at a time, 1 or more
     * @param groupOf which others a task can't stand beside itself
     */
    static <T, R> Lanes<T, R> start(int lanes, List<T> tasks, Function<T, ?> groupOf, Work<T, R> work) {
        if (lanes < 1) {
            throw new IllegalArgumentException("no lane to play in: " + lanes);
        }
        Lanes<T, R> all = new Lanes<>(lanes, tasks, groupOf, work);
        for (int lane = 0; lane < lanes; lane++) {
            Thread.ofPlatform().daemon().name("lane-" + lane).start(all::workOff);
        }
        return all;
    }

    /** Waits for what has become of a task. */
    R result(T task) throws Exception {
        return future(task).get();
    }

    /** Waits until none runs any more. */
    void awaitAll() throws InterruptedException {
        for (FutureTask<R> each : results.values()) {
            try {
                each.get();
            } catch (ExecutionException ended) {
                // that task's result tells it
            }
        }
    }

    /** True if a task can have had another one beside it. */
    boolean sideBySide() {
        return lanes > 1 && results.keySet().stream().map(groupOf).distinct().count() > 1;
    }

    private FutureTask<R> future(T task) {
        return Objects.requireNonNull(results.get(task), "not a task of these lanes");
    }

    private void workOff() {
        try {
            for (Optional<T> next = next(); next.isPresent(); next = next()) {
                future(next.get()).run();
                ended(next.get());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The first whose group isn't busy; waits for one; none if none is left. */
    private synchronized Optional<T> next() throws InterruptedException {
        while (!waiting.isEmpty()) {
            for (T task : waiting) {
                if (busy.add(groupOf.apply(task))) {
                    waiting.remove(task);
                    return Optional.of(task);
                }
            }
            wait();
        }
        return Optional.empty();
    }

    private synchronized void ended(T task) {
        busy.remove(groupOf.apply(task));
        notifyAll();
    }
}
