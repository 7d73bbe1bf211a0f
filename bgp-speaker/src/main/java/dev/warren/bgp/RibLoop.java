package dev.warren.bgp;

import dev.warren.bgp.session.LogLimit;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RIB thread: runs commands in the order in which they came, and between them turns of bounded work as long as there is any.
 * What neighbours put in is bounded by pausing their reads; what the API puts in is merged before it comes here. Nothing that a
 * command or a turn throws ends the thread.
 */
final class RibLoop {
    private static final Logger LOG = LoggerFactory.getLogger(RibLoop.class);
    private static final long COMMAND_NANOS = 10_000_000;
    private static final long RETRY_MILLIS = 100;

    private final LinkedBlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "bgp-rib");
    private final BooleanSupplier turn;
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
                runCommands(commands.poll(wait, TimeUnit.MILLISECONDS));
            } catch (InterruptedException interrupted) {
                stopped = true;
            }
            wait = stopped ? 0 : turn();
        }
    }

    private void runCommands(@Nullable Runnable first) {
        Runnable command = first;
        long end = System.nanoTime() + COMMAND_NANOS;
        while (command != null && !stopped) {
            try {
                command.run();
            } catch (RuntimeException | Error broken) {
                report(broken);
            }
            command = System.nanoTime() - end < 0 ? commands.poll() : null;
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
