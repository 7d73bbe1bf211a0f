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
 * @param history what came before
 */
public record SessionSnapshot(
        SessionState state,
        long since,
        Optional<Negotiated> negotiated,
        Optional<IpAddress> localAddress,
        Optional<String> lastError,
        SessionHistory history) {

    static SessionSnapshot initial() {
        return new SessionSnapshot(
                SessionState.IDLE,
                System.nanoTime(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SessionHistory.NONE);
    }

    SessionSnapshot entered(StateChange change) {
        boolean telling = change.from() == SessionState.ESTABLISHED
                || change.reason().contains("NOTIFICATION")
                || lastError.isEmpty();
        boolean fellBack = change.to().compareTo(change.from()) < 0 && telling;
        return new SessionSnapshot(
                change.to(),
                System.nanoTime(),
                negotiated,
                localAddress,
                fellBack ? Optional.of(change.reason()) : lastError,
                history.with(change));
    }

    SessionSnapshot up(Negotiated agreed, IpAddress local) {
        return new SessionSnapshot(state, since, Optional.of(agreed), Optional.of(local), lastError, history);
    }

    SessionSnapshot down() {
        return new SessionSnapshot(state, since, Optional.empty(), Optional.empty(), lastError, history);
    }

    SessionSnapshot with(SessionHistory next) {
        return new SessionSnapshot(state, since, negotiated, localAddress, lastError, next);
    }
}
