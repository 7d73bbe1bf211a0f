package dev.warren.labs.lab;

import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The same work on many things side by side. The first failure interrupts the rest, and is reported once all have ended. */
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
        AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T item : items) {
                threads.execute(() -> {
                    try {
                        places.acquire();
                        work.on(item);
                    } catch (Exception | AssertionError e) {
                        // The place stays taken, so that nothing begins before the interrupt.
                        if (first.compareAndSet(null, e)) {
                            threads.shutdownNow();
                        }
                        return;
                    }
                    places.release();
                });
            }
        } catch (RejectedExecutionException _) {
            // some failed before all had begun
        }
        Throwable failure = first.get();
        if (failure != null) {
            throw rethrown(failure);
        }
    }

    private static LabException rethrown(Throwable cause) throws IOException, InterruptedException {
        return switch (cause) {
            case LabException e -> e;
            case IOException e -> throw e;
            case InterruptedException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            default -> throw new IllegalStateException(cause);
        };
    }
}
