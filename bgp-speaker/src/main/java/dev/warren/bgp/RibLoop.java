package dev.warren.bgp;

import dev.warren.bgp.log.LogLimit;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RIB thread: runs commands in the order in which they came, and between them turns of bounded work as long as there is any.
 * What neighbours put in is bounded by pausing their reads. What the API puts in is merged before it comes here ({@link MergedChanges},
 * {@link Snapshots}), limited ({@link Questions}), or as much as there are neighbours and subscribers that come and go. Nothing that a command or a turn throws ends the thread.
 */
final class RibLoop {
    private static final Logger LOG = LoggerFactory.getLogger(RibLoop.class);
    private static final long COMMAND_NANOS = 10_000_000;
    private static final long RETRY_MILLIS = 100;

    private final LinkedBlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "bgp-rib");
    private final BooleanSupplier turn;
    /** What has begun and goes on before the next command. */
    private @Nullable BooleanSupplier begun;

    private final LogLimit limit = new LogLimit();
    private volatile boolean stopped;

    /** A loop whose turns answer whether there is more to do. */
    RibLoop(BooleanSupplier turn) {
        this.turn = turn;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void execute(Runnable command) {
        commands.add(command);
    }

    /** How many commands wait; from any thread. */
    int waiting() {
        return commands.size();
    }

    /** There is something for the next turn, which comes soon: between commands, or at once if there are none. */
    void wake() {
        if (commands.isEmpty()) {
            execute(() -> {});
        }
    }

    /**
     * From within a command: goes on with it step by step, with turns between them where it takes long, before the next command runs.
     * Each step answers whether there is more to do.
     */
    void goOn(BooleanSupplier steps) {
        begun = steps;
    }

    /** From within a command: one of several things that have nothing to do with each other, so that what it throws keeps none of them from being done. */
    void attempt(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException | Error broken) {
            report(broken);
        }
    }

    /** Ends after what was put in before; waits for it, and past the limit ends it after the present command. */
    void stop(long millis) {
        execute(() -> stopped = true);
        try {
            thread.join(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        stopped = true;
    }

    private void run() {
        long wait = Long.MAX_VALUE;
        while (!stopped) {
            try {
                runCommands(begun == null ? commands.poll(wait, TimeUnit.MILLISECONDS) : null);
            } catch (InterruptedException interrupted) {
                stopped = true;
            }
            wait = stopped ? 0 : turn();
        }
    }

    private void runCommands(@Nullable Runnable first) {
        Runnable next = first;
        long end = System.nanoTime() + COMMAND_NANOS;
        while (!stopped && (begun != null || next != null)) {
            try {
                step(next);
            } catch (RuntimeException | Error broken) {
                begun = null;
                report(broken);
            }
            if (System.nanoTime() - end >= 0) {
                return;
            }
            next = begun == null ? commands.poll() : null;
        }
    }

    /** One step of what has begun, or else the next command. */
    private void step(@Nullable Runnable next) {
        BooleanSupplier steps = begun;
        if (steps != null) {
            begun = steps.getAsBoolean() ? steps : null;
        } else if (next != null) {
            next.run();
        }
    }

    /** Answers how long to wait for the next command, in milliseconds. */
    private long turn() {
        try {
            return turn.getAsBoolean() ? 0 : Long.MAX_VALUE;
        } catch (RuntimeException | Error broken) {
            report(broken);
            return RETRY_MILLIS;
        }
    }

    private void report(Throwable broken) {
        if (limit.passes()) {
            LOG.error("event=rib-broken total={}", limit.total(), broken);
        }
    }
}
