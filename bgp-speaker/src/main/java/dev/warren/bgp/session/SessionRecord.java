package dev.warren.bgp.session;

import dev.warren.bgp.fsm.Negotiated;
import dev.warren.bgp.wire.Notification;
import dev.warren.net.IpAddress;
import java.time.Instant;

/** What is known of a session: written on its event loop, read by any thread. */
final class SessionRecord {
    private final MessageCounter received = new MessageCounter();
    private final MessageCounter sent = new MessageCounter();
    private volatile SessionSnapshot snapshot = SessionSnapshot.initial();

    SessionSnapshot snapshot() {
        return snapshot;
    }

    MessageCounter received() {
        return received;
    }

    MessageCounter sent() {
        return sent;
    }

    void entered(StateChange change) {
        snapshot = snapshot.entered(change);
    }

    void up(Negotiated negotiated, IpAddress localAddress) {
        snapshot = snapshot.up(negotiated, localAddress);
    }

    void down() {
        snapshot = snapshot.down();
    }

    /** Answers what was recorded. */
    LastNotification notification(boolean ours, Notification notification) {
        LastNotification last = new LastNotification(ours, notification, Instant.now());
        snapshot = snapshot.with(snapshot.history().with(last));
        return last;
    }

    void transportError(String text) {
        snapshot = snapshot.with(snapshot.history().failed(Instant.now(), text));
    }
}
