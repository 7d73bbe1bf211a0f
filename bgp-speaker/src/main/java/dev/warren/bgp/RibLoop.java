package dev.warren.bgp;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The RIB thread: runs commands in the order in which they came, and between them turns of bounded work as long as there is any.
 * What neighbours put in is bounded by pausing their reads.
 */
final class RibLoop {
    private static final Logger LOG = LoggerFactory.getLogger(RibLoop.class);
    private static final int COMMANDS_PER_TURN = 256;

    private final LinkedBlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::run, "bgp-rib");
    private final BooleanSupplier turn;
    private boolean stopped;

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

    /** Ends after what was put in before; waits for it, up to a limit. */
    void stop(long millis) {
        execute(() -> stopped = true);
        try {
            thread.join(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean more = false;
        while (!stopped) {
            try {
                Runnable command = more ? commands.poll() : commands.take();
                for (int count = 0; command != null; count++) {
                    command.run();
                    command = count < COMMANDS_PER_TURN ? commands.poll() : null;
                }
                more = turn.getAsBoolean() || !commands.isEmpty();
            } catch (RuntimeException broken) {
                LOG.error("event=rib-broken", broken);
            } catch (InterruptedException interrupted) {
                stopped = true;
            }
        }
    }
}
