package dev.warren.bgp.session;

import dev.warren.bgp.fsm.SessionState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session's changes of state in the log: when it comes up and goes down always, what comes between at most once a second, as
 * anybody who may connect can cause that. All of them are in its {@link SessionHistory}. On the event loop.
 */
final class SessionLog {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLog.class);
    private static final long INTERVAL_NANOS = 1_000_000_000;

    private final String neighbour;
    private long next = System.nanoTime();
    private long unlogged;

    SessionLog(String neighbour) {
        this.neighbour = neighbour;
    }

    void changed(StateChange change) {
        long now = System.nanoTime();
        boolean telling = change.from() == SessionState.ESTABLISHED || change.to() == SessionState.ESTABLISHED;
        if (!telling && now - next < 0) {
            unlogged++;
            return;
        }
        LOG.info(
                "event=session neighbour={} from={} to={} reason=\"{}\" unlogged={}",
                neighbour,
                change.from(),
                change.to(),
                change.reason(),
                unlogged);
        unlogged = 0;
        next = now + INTERVAL_NANOS;
    }
}
