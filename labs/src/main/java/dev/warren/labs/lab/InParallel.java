package dev.warren.labs.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** The same work on many things side by side; the first failure is reported once all have ended. */
final class InParallel {
    /** What keeps the processors busy is done faster so than all at once, and others on the machine get their turn. */
    static final int BUSY = 2 * Runtime.getRuntime().availableProcessors();

    private InParallel() {}

    /** Work that may fail as labs do. */
    interface Work<T> {
        void on(T item) throws LabException, IOException, InterruptedException;
    }

    /** All at once. */
    static <T> void forEach(Collection<T> items, Work<T> work) throws LabException, IOException, InterruptedException {
        forEach(Integer.MAX_VALUE, items, work);
    }

    /** So many at a time, 1 or more. */
    static <T> void forEach(int atATime, Collection<T> items, Work<T> work)
            throws LabException, IOException, InterruptedException {
        Semaphore places = new Semaphore(atATime);
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T item : items) {
                running.add(threads.submit(() -> {
                    places.acquire();
                    try {
                        work.on(item);
                    } finally {
                        places.release();
                    }
                    return item;
                }));
            }
        }
        for (Future<?> each : running) {
            try {
                each.get();
            } catch (ExecutionException e) {
                throw rethrown(Objects.requireNonNull(e.getCause()));
            }
        }
    }

    private static LabException rethrown(Throwable cause) throws IOException, InterruptedException {
        return switch (cause) {
            case LabException e -> e;
            case IOException e -> throw e;
            case InterruptedException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException(cause);
        };
    }
}
