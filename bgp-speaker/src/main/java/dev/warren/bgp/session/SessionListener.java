package dev.warren.bgp.session;

import dev.warren.bgp.fsm.Negotiated;
import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.wire.Message;
import dev.warren.net.IpAddress;
import java.util.Optional;

/** Hears one neighbour's session. Called on the I/O thread: it must not block. */
public interface SessionListener {
    /** The state changed. */
    void stateChanged(SessionState from, SessionState to, String reason);

    /** A NOTIFICATION was sent or has come. */
    void notified(LastNotification last);

    /**
     * The session is established and takes a first batch.
     *
     * @param epoch names this session in {@link NeighbourSession#send}
     * @param linkLocal our address on its link, to go along with our own IPv6 next hop (RFC 2545)
     */
    void up(int epoch, Negotiated negotiated, IpAddress localAddress, Optional<IpAddress> linkLocal);

    /** The session is over; if gracefully, the routes of those families stay that the neighbour keeps while it restarts. */
    void down(String reason, boolean graceful);

    /** An UPDATE or ROUTE-REFRESH. */
    void received(Message message);

    /** The last batch is written and the socket takes more. */
    void writable(int epoch);
}
