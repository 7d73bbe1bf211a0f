package dev.warren.linux.netlink;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running watch of rtnetlink's multicast groups, on a daemon thread of its own. */
public final class RouteMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RouteMonitor.class);
    private static final int WAIT_FOREVER = -1;

    private final NetlinkSocket socket;
    private final MonitorListener listener;
    private final Thread thread;
    private final AtomicBoolean closing = new AtomicBoolean();

    private RouteMonitor(NetlinkSocket socket, MonitorListener listener) {
        this.socket = socket;
        this.listener = listener;
        this.thread = Thread.ofPlatform().daemon().name("route-monitor").unstarted(this::run);
    }

    static RouteMonitor start(Set<MonitorGroup> groups, MonitorListener listener) throws NetlinkException {
        RouteMonitor monitor = new RouteMonitor(NetlinkSocket.openRoute(groups), listener);
        monitor.thread.start();
        return monitor;
    }

    private void run() {
        try (socket) {
            while (!closing.get()) {
                List<MonitorEvent> events = read();
                if (!events.isEmpty() && !closing.get()) {
                    tell(events);
                }
            }
        }
    }

    /** A failed read and a message that can't be understood both mean that something was missed. */
    private List<MonitorEvent> read() {
        try {
            Optional<ByteBuffer> datagram = socket.receive(WAIT_FOREVER);
            return datagram.isEmpty() ? List.of() : MonitorCodec.decode(NetlinkMessage.split(datagram.get()));
        } catch (NetlinkException lost) {
            LOG.debug("event=netlink-notices-lost reason={}", lost.getMessage());
            return List.of(new MonitorEvent.NoticesLost());
        }
    }

    private void tell(List<MonitorEvent> events) {
        try {
            listener.onEvents(events);
        } catch (RuntimeException failure) {
            LOG.error("event=netlink-listener-failed", failure);
        }
    }

    /** Ends the watch; no call of the listener begins after it returns, unless called by the listener itself. */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            socket.wake();
        }
        if (Thread.currentThread() != thread) {
            joinUninterruptibly();
        }
    }

    private void joinUninterruptibly() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException wait) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
