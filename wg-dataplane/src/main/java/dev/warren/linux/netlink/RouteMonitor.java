package dev.warren.linux.netlink;

import java.util.Set;

/** A running watch of rtnetlink's multicast groups. */
public final class RouteMonitor implements AutoCloseable {
    private RouteMonitor() {}

    static RouteMonitor start(Set<MonitorGroup> groups, MonitorListener listener) throws NetlinkException {
        if (groups.isEmpty()) {
            throw new NetlinkException("monitor " + groups + listener, Errno.EOPNOTSUPP, "");
        }
        return new RouteMonitor();
    }

    /** Ends the watch; no call of the listener begins after it returns, unless called by the listener itself. */
    @Override
    public void close() {}
}
