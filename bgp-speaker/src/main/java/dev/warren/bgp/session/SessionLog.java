package dev.warren.bgp.session;

import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.log.LogLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session's changes of state in the log: when it comes up and goes down always, what comes between at most once a second, as
 * anybody who may connect can cause that. All of them are in its {@link SessionHistory}. On the event loop.
 */
final class SessionLog {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLog.class);

    private final String neighbour;
    private final LogLimit limit = new LogLimit();

    SessionLog(String neighbour) {
        this.neighbour = neighbour;
    }

    void changed(StateChange change) {
        boolean passes = limit.passes();
        if (!passes && change.from() != SessionState.ESTABLISHED && change.to() != SessionState.ESTABLISHED) {
            return;
        }
        LOG.info(
                "event=session neighbour={} from={} to={} reason=\"{}\" total={}",
                neighbour,
                change.from(),
                change.to(),
                change.reason(),
                limit.total());
    }
}
