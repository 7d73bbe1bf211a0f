package dev.warren.bgp.session;

import dev.warren.bgp.fsm.Negotiated;
import dev.warren.bgp.fsm.SessionState;
import dev.warren.net.IpAddress;
import java.util.Optional;

/**
 * A session at one moment.
 *
 * @param state its state
 * @param since when it entered that, as {@link System#nanoTime}
 * @param negotiated what the OPENs agreed on; empty unless established
 * @param localAddress our address of the connection; empty unless established
 * @param lastError why it last fell back; that an attempt to come back failed doesn't cover the reason
 * @param notification the last NOTIFICATION of any of its connections, sent or received
 * @param established how often it was established
 */
public record SessionSnapshot(
        SessionState state,
        long since,
        Optional<Negotiated> negotiated,
        Optional<IpAddress> localAddress,
        Optional<String> lastError,
        Optional<LastNotification> notification,
        int established) {

    static SessionSnapshot initial() {
        return new SessionSnapshot(
                SessionState.IDLE,
                System.nanoTime(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
    }

    SessionSnapshot entered(SessionState from, SessionState to, String reason) {
        boolean telling = from == SessionState.ESTABLISHED || reason.contains("NOTIFICATION") || lastError.isEmpty();
        boolean fellBack = to.compareTo(from) < 0 && telling;
        return new SessionSnapshot(
                to,
                System.nanoTime(),
                negotiated,
                localAddress,
                fellBack ? Optional.of(reason) : lastError,
                notification,
                established);
    }

    SessionSnapshot up(Negotiated agreed, IpAddress local) {
        return new SessionSnapshot(
                state, since, Optional.of(agreed), Optional.of(local), lastError, notification, established + 1);
    }

    SessionSnapshot down() {
        return new SessionSnapshot(
                state, since, Optional.empty(), Optional.empty(), lastError, notification, established);
    }

    SessionSnapshot notified(LastNotification last) {
        return new SessionSnapshot(state, since, negotiated, localAddress, lastError, Optional.of(last), established);
    }
}
