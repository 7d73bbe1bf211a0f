package dev.warren.bgp.session;

import dev.warren.bgp.log.LogLimit;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts connections from addresses that are no neighbour's, and logs one a second at most. */
final class StrangerLog {
    private static final Logger LOG = LoggerFactory.getLogger(StrangerLog.class);
    private final AtomicLong count = new AtomicLong();
    private final LogLimit limit = new LogLimit();

    void refused(SocketAddress from) {
        long total = count.incrementAndGet();
        if (limit.passes()) {
            LOG.warn("event=stranger from={} total={}", from, total);
        }
    }

    long count() {
        return count.get();
    }
}
