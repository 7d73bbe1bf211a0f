package dev.warren.bgp.session;

import dev.warren.bgp.fsm.SessionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a session has gone through since its neighbour was configured.
 *
 * @param changes its last {@value #CHANGES} changes of state, the oldest first
 * @param established how often it was established
 * @param dropped how often it was so no more
 * @param sent our last NOTIFICATION, on any connection
 * @param received the neighbour's last one
 * @param transportError the last error of TCP
 */
public record SessionHistory(
        List<StateChange> changes,
        int established,
        int dropped,
        Optional<LastNotification> sent,
        Optional<LastNotification> received,
        Optional<TransportError> transportError) {
    /** How many changes are kept. */
    public static final int CHANGES = 20;

    /** Nothing yet. */
    public static final SessionHistory NONE =
            new SessionHistory(List.of(), 0, 0, Optional.empty(), Optional.empty(), Optional.empty());

    public SessionHistory {
        changes = List.copyOf(changes);
    }

    /** The last NOTIFICATION in either direction. */
    public Optional<LastNotification> notification() {
        if (sent.isPresent() && received.isPresent()) {
            return received.get().at().isAfter(sent.get().at()) ? received : sent;
        }
        return sent.or(() -> received);
    }

    SessionHistory with(StateChange change) {
        List<StateChange> more = new ArrayList<>(changes);
        if (more.size() == CHANGES) {
            more.removeFirst();
        }
        more.add(change);
        boolean up = change.to() == SessionState.ESTABLISHED;
        boolean down = change.from() == SessionState.ESTABLISHED;
        return new SessionHistory(
                more, established + (up ? 1 : 0), dropped + (down ? 1 : 0), sent, received, transportError);
    }

    SessionHistory with(LastNotification last) {
        return new SessionHistory(
                changes,
                established,
                dropped,
                last.sent() ? Optional.of(last) : sent,
                last.sent() ? received : Optional.of(last),
                transportError);
    }

    SessionHistory failed(Instant at, String text) {
        return new SessionHistory(
                changes, established, dropped, sent, received, Optional.of(new TransportError(at, text)));
    }
}
