package dev.warren.bgp.fsm;

import static dev.warren.bgp.fsm.SessionState.ACTIVE;
import static dev.warren.bgp.fsm.SessionState.CONNECT;
import static dev.warren.bgp.fsm.SessionState.ESTABLISHED;
import static dev.warren.bgp.fsm.SessionState.IDLE;

import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.NotificationCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The two connections of a neighbour: how they begin and end, when the next attempt is due, and what is to be done about it. */
final class PeerConnections {
    private static final long STABLE_AFTER = 60_000;

    private final FsmConfig config;
    private final SessionTimers timers;
    private final Connection outgoing = new Connection(Side.OUTGOING);
    private final Connection incoming = new Connection(Side.INCOMING);
    private List<FsmAction> actions = new ArrayList<>();
    private String reason = "";
    private long retryDeadline = Connection.NEVER;
    private long pauseDeadline = Connection.NEVER;
    private long establishedAt;
    private int failures;

    PeerConnections(FsmConfig config, SessionTimers timers) {
        this.config = config;
        this.timers = timers;
    }

    /** The further state of both. */
    SessionState state() {
        return incoming.state().compareTo(outgoing.state()) > 0 ? incoming.state() : outgoing.state();
    }

    Connection outgoing() {
        return outgoing;
    }

    Connection incoming() {
        return incoming;
    }

    Connection on(Side side) {
        return side == Side.OUTGOING ? outgoing : incoming;
    }

    Connection other(Connection connection) {
        return connection == outgoing ? incoming : outgoing;
    }

    long nextDeadline() {
        return Math.min(
                Math.min(retryDeadline, pauseDeadline), Math.min(outgoing.nextDeadline(), incoming.nextDeadline()));
    }

    void perform(FsmAction action) {
        actions.add(action);
    }

    /** Why the state is about to change, for people. */
    void because(String why) {
        reason = why;
    }

    /** What is to be done since the last call. */
    List<FsmAction> drain(SessionState before) {
        if (state() != before) {
            actions.add(new FsmAction.StateChanged(before, state(), reason));
        }
        reason = "";
        if (actions.isEmpty()) {
            return List.of();
        }
        List<FsmAction> done = actions;
        actions = new ArrayList<>();
        return done;
    }

    /** Leaves Idle: connects, or waits if passive. */
    void begin(long now, String why) {
        pauseDeadline = Connection.NEVER;
        reason = why;
        if (config.passive()) {
            outgoing.enter(ACTIVE);
        } else {
            connect(now);
        }
    }

    private void connect(long now) {
        outgoing.enter(CONNECT);
        retryDeadline = timers.connectRetry(now);
        actions.add(new FsmAction.Connect());
    }

    /** No attempt to connect is due until one of both ends. */
    void stopRetrying() {
        retryDeadline = Connection.NEVER;
    }

    void connectFailed(String why, long now) {
        if (outgoing.state() == CONNECT) {
            outgoing.enter(ACTIVE);
            retryDeadline = timers.connectRetry(now);
            reason = why;
        }
    }

    void established(long now) {
        retryDeadline = Connection.NEVER;
        establishedAt = now;
        reason = "established";
    }

    /** Both end, and nothing is due any more. */
    void stop(Optional<Notification> notification, String why) {
        failures = 0;
        end(outgoing, notification, why);
        end(incoming, notification, why);
        retryDeadline = Connection.NEVER;
        pauseDeadline = Connection.NEVER;
        reason = why;
    }

    /** Ends a connection because of the other one; that is no failure. */
    void yieldTo(Connection loser, long now) {
        actions.add(
                new FsmAction.Send(loser.side(), Notification.of(NotificationCode.CONNECTION_COLLISION_RESOLUTION)));
        actions.add(new FsmAction.Close(loser.side()));
        rest(loser, now);
    }

    /** One connection is gone while the other lives. */
    private void rest(Connection gone, long now) {
        gone.enter(gone == outgoing ? ACTIVE : IDLE);
        if (gone == outgoing && !config.passive()) {
            retryDeadline = timers.connectRetry(now);
        }
    }

    /**
     * RFC 4271 section 8.2.2, OpenSent, event 18: listens on in Active. Were it to pause in Idle, where connections are refused, two
     * machines that pause could refuse each other forever.
     */
    void unheard(Connection connection, String why, long now) {
        reason = why;
        if (connection == incoming || other(connection).speaks()) {
            rest(connection, now);
            return;
        }
        failures++;
        outgoing.enter(ACTIVE);
        retryDeadline = config.passive() ? Connection.NEVER : now + timers.jittered(timers.backoff(failures));
    }

    /** A connection ends by an error of the neighbour, which is told. */
    void refuse(Connection connection, Notification notification, String detail, long now) {
        if (connection.speaks()) {
            fail(connection, Optional.of(notification), "sent NOTIFICATION " + notification + ": " + detail, now);
        }
    }

    /** A connection ends without a word, or by the neighbour's. */
    void lost(Connection connection, Optional<Notification> received, String why, long now) {
        boolean graceful =
                received.stream().noneMatch(notification -> NotificationEffect.endsRoutes(connection, notification));
        fail(connection, Optional.empty(), graceful, why, now);
    }

    private void fail(Connection connection, Optional<Notification> notification, String why, long now) {
        fail(connection, notification, isGraceful(connection, notification), why, now);
    }

    /** A connection ends by an error. The neighbour begins again, after a pause if that keeps happening. */
    private void fail(Connection connection, Optional<Notification> told, boolean graceful, String why, long now) {
        boolean stable = connection.state() == ESTABLISHED && now - establishedAt >= STABLE_AFTER;
        end(connection, told, graceful, why);
        if (other(connection).speaks()) {
            rest(connection, now);
            return;
        }
        failures = stable ? 1 : failures + 1;
        pause(now, failures <= 1 ? 0 : timers.backoff(failures - 1));
        reason = why;
    }

    /** Rests for about this many milliseconds; 0 begins anew at once. */
    void pause(long now, long time) {
        if (outgoing.state() == CONNECT) {
            actions.add(new FsmAction.Close(Side.OUTGOING));
        }
        outgoing.enter(IDLE);
        retryDeadline = Connection.NEVER;
        if (time == 0) {
            begin(now, reason);
        } else {
            pauseDeadline = now + timers.jittered(time);
        }
    }

    /** Closes a connection in any state. */
    void end(Connection connection, Optional<Notification> notification, String why) {
        end(connection, notification, isGraceful(connection, notification), why);
    }

    private static boolean isGraceful(Connection connection, Optional<Notification> told) {
        return told.stream()
                .map(notification -> NotificationEffect.form(connection, notification))
                .noneMatch(sent -> NotificationEffect.endsRoutes(connection, sent));
    }

    private void end(Connection connection, Optional<Notification> told, boolean graceful, String why) {
        if (connection.speaks()) {
            told.map(message -> NotificationEffect.form(connection, message))
                    .ifPresent(message -> actions.add(new FsmAction.Send(connection.side(), message)));
        }
        if (connection.speaks() || connection.state() == CONNECT) {
            actions.add(new FsmAction.Close(connection.side()));
        }
        if (connection.state() == ESTABLISHED) {
            actions.add(new FsmAction.Down(why, graceful && connection.isRestartable()));
        }
        connection.enter(IDLE);
    }

    /** The pause and the connect-retry timer, if they are over. */
    void tick(long now) {
        if (pauseDeadline <= now) {
            begin(now, "pause over");
        } else if (retryDeadline <= now) {
            retry(now);
        }
    }

    private void retry(long now) {
        boolean nearlyUp = incoming.state() == SessionState.OPEN_CONFIRM || incoming.state() == ESTABLISHED;
        if (nearlyUp || config.passive() || outgoing.speaks()) {
            retryDeadline = incoming.state() == SessionState.OPEN_CONFIRM ? timers.connectRetry(now) : Connection.NEVER;
            return;
        }
        if (outgoing.state() == CONNECT) {
            actions.add(new FsmAction.Close(Side.OUTGOING));
        }
        connect(now);
        reason = "connect-retry timer";
    }
}
