package dev.warren.bgp;

import dev.warren.bgp.session.NeighbourSession;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Times that the RIB waits for on behalf of one neighbour. On the RIB thread. */
final class NeighbourTimers {
    private final Executor ribThread;
    private @Nullable NeighbourSession session;
    private int epoch;

    NeighbourTimers(Executor ribThread) {
        this.ribThread = ribThread;
    }

    /** Whose clock it is; before anything else. */
    void session(NeighbourSession its) {
        session = its;
    }

    NeighbourSession session() {
        NeighbourSession present = session;
        if (present == null) {
            throw new IllegalStateException("not started");
        }
        return present;
    }

    /** Another session of the neighbour has begun. */
    void begin(int next) {
        epoch = next;
    }

    /** The neighbour's present or last session. */
    int epoch() {
        return epoch;
    }

    /** Does something on the RIB thread after a time. */
    // What isn't wanted any more by then does nothing.
    @SuppressWarnings("FutureReturnValueIgnored")
    void later(Duration time, Runnable action) {
        session().later(time, () -> ribThread.execute(action));
    }

    /** The same, unless another session has begun by then. */
    void unlessBegunAnew(Duration time, Runnable action) {
        int itsEpoch = epoch;
        later(time, () -> {
            if (itsEpoch == epoch) {
                action.run();
            }
        });
    }
}
