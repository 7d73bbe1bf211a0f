package dev.warren.bgp.bfd.udp;

import dev.warren.bgp.bfd.BfdAction;
import dev.warren.bgp.log.LogLimit;
import dev.warren.net.IpAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session's changes of state in the log. The neighbour can cause as many as it likes: where they come faster than one a second, the
 * last of them follows a second later with the number of those that were left out, so that the log ends with what is so.
 */
final class BfdLog {
    private static final Logger LOG = LoggerFactory.getLogger(BfdLog.class);

    private final IpAddress neighbour;
    private final Later later;
    private final LogLimit limit = new LogLimit();
    private BfdAction.@Nullable StateChanged last;
    private long leftOut;
    private boolean waits;

    /** Does something after {@link LogLimit#INTERVAL_NANOS}, on the same thread. */
    @FunctionalInterface
    interface Later {
        void run(Runnable command);
    }

    BfdLog(IpAddress neighbour, Later later) {
        this.neighbour = neighbour;
        this.later = later;
    }

    void changed(BfdAction.StateChanged change) {
        leaveOutLast();
        if (limit.passes()) {
            write(change);
            return;
        }
        last = change;
        if (!waits) {
            waits = true;
            later.run(this::catchUp);
        }
    }

    /** One that waits is overtaken. */
    private void leaveOutLast() {
        leftOut += last == null ? 0 : 1;
        last = null;
    }

    private void catchUp() {
        waits = false;
        BfdAction.StateChanged change = last;
        if (change != null) {
            last = null;
            write(change);
        }
    }

    private void write(BfdAction.StateChanged change) {
        LOG.info(
                "event=bfd neighbour={} from={} to={} diagnostic=\"{}\" left-out={}",
                neighbour,
                change.from(),
                change.to(),
                change.diagnostic(),
                leftOut);
        leftOut = 0;
    }
}
