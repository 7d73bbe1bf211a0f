package dev.warren.bgp;

import dev.warren.bgp.bfd.BfdAction;
import dev.warren.bgp.bfd.BfdState;
import dev.warren.bgp.bfd.udp.BfdPath;
import dev.warren.bgp.bfd.udp.BfdService;
import dev.warren.bgp.bfd.udp.BfdStatus;
import dev.warren.bgp.session.NeighbourSession;
import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.NotificationCode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Ends the sessions of neighbours whose way has failed (RFC 5882 section 4, RFC 9384). A neighbour without BFD, or whose BFD has
 * not come up yet, is left alone. Methods may be called from any thread but BFD's own.
 */
final class BfdWatch implements AutoCloseable {
    private final Map<BfdPath, NeighbourSession> watched = new HashMap<>();
    private @Nullable BfdService service;
    private boolean closed;

    /**
     * Watches over a neighbour if it has a plan and isn't watched over yet. Waits for BFD's thread, which waits for nobody.
     *
     * @throws IOException if a socket can't be opened
     */
    synchronized void add(NeighbourConfig config, NeighbourSession session) throws IOException {
        if (closed || config.bfd().isEmpty()) {
            return;
        }
        BfdService running = service == null ? new BfdService() : service;
        service = running;
        BfdConfig plan = config.bfd().get();
        BfdPath path = path(config, plan);
        if (!watched.containsKey(path)) {
            running.add(path, plan.parameters(), change -> changed(change, session));
            watched.put(path, session);
        }
    }

    /** Ends the watch over a neighbour if there is one; that over a later one with its address stays. */
    synchronized void remove(NeighbourConfig config, NeighbourSession session) {
        BfdService running = service;
        if (running != null && !closed) {
            config.bfd()
                    .map(plan -> path(config, plan))
                    .filter(path -> watched.remove(path, session))
                    .ifPresent(running::remove);
        }
    }

    private static BfdPath path(NeighbourConfig config, BfdConfig plan) {
        return new BfdPath(
                config.address(),
                config.transport().interfaceName().filter(_ -> config.isLinkLocal()),
                config.transport().localAddress(),
                plan.hops());
    }

    private static void changed(BfdAction.StateChanged change, NeighbourSession session) {
        if (change.from() == BfdState.UP && change.to() == BfdState.DOWN && !change.byOperator()) {
            session.reset(Notification.of(NotificationCode.BFD_DOWN), "BFD: " + change.diagnostic());
        }
    }

    synchronized List<BfdStatus> status() {
        return service == null ? List.of() : service.status();
    }

    /** Packets that were no BFD, or of no session. */
    synchronized long strangers() {
        return service == null ? 0 : service.strangers();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (service != null) {
            service.close();
        }
    }
}
