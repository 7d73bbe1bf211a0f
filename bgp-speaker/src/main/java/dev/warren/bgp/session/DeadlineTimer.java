package dev.warren.bgp.session;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** Wakes a session at the next of its deadlines. On the event loop; times are milliseconds of one steady clock. */
// Nothing waits for a task of the timer.
@SuppressWarnings("FutureReturnValueIgnored")
final class DeadlineTimer {
    private final EventLoop loop;
    private final Runnable wake;
    private long armedFor = Long.MAX_VALUE;

    DeadlineTimer(EventLoop loop, Runnable wake) {
        this.loop = loop;
        this.wake = wake;
    }

    /** The next deadline is this; a later one than before needs nothing, as waking too early does no harm. */
    void at(long deadline, long now) {
        if (deadline < armedFor) {
            armedFor = deadline;
            loop.schedule(() -> fire(deadline), Math.max(0, deadline - now), TimeUnit.MILLISECONDS);
        }
    }

    /** A task that was overtaken by an earlier one does nothing. */
    private void fire(long deadline) {
        if (deadline == armedFor) {
            armedFor = Long.MAX_VALUE;
            wake.run();
        }
    }
}
