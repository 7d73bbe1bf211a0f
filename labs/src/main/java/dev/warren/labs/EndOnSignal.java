package dev.warren.labs;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/** Runs a command on this thread such that SIGINT, SIGTERM and SIGHUP interrupt it and wait while it clears up. */
final class EndOnSignal {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private EndOnSignal() {}

    /** Runs it and ends this JVM with the status that it returns; after a signal, with the signal's. */
    static void run(IntSupplier command) {
        Thread running = Thread.currentThread();
        AtomicBoolean ending = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (ending.compareAndSet(false, true)) {
                running.interrupt();
                await(running);
            }
        }));
        int status = command.getAsInt();
        if (ending.compareAndSet(false, true)) {
            System.exit(status);
        }
    }

    private static void await(Thread running) {
        try {
            running.join(LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
