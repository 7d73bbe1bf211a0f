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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends the sessions of neighbours whose way has failed (RFC 5882 section 4, RFC 9384). A neighbour without BFD, or whose BFD has
 * not come up yet, is left alone. Methods may be called from any thread but BFD's own.
 */
final class BfdWatch implements AutoCloseable {
    private @Nullable BfdService service;

    /**
     * Watches over a neighbour if it has a plan.
     *
     * @throws IOException if a socket can't be opened
     */
    synchronized void add(NeighbourConfig config, NeighbourSession session) throws IOException {
        if (config.bfd().isEmpty()) {
            return;
        }
        BfdService running = service == null ? new BfdService() : service;
        service = running;
        BfdConfig plan = config.bfd().get();
        running.add(path(config, plan), plan.parameters(), change -> changed(change, session));
    }

    /** Ends the watch over a neighbour if there is one. */
    synchronized void remove(NeighbourConfig config) {
        BfdService running = service;
        if (running != null) {
            config.bfd().ifPresent(plan -> running.remove(path(config, plan)));
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

    @Override
    public synchronized void close() {
        if (service != null) {
            service.close();
        }
    }
}
