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

/** The connections of a neighbour: how they begin and end, when the next attempt is due, and what is to be done about it. */
final class PeerConnections {
    private static final long STABLE_AFTER = 60_000;

    /** How long after a session began the loser of a collision may still be heard. */
    private static final long COLLISION_MILLIS = 5_000;

    /** Why a session ended that another one replaces, for people. */
    static final String REPLACED = "the neighbour has opened another connection";

    private final FsmConfig config;
    private final SessionTimers timers;
    private final Connection outgoing = new Connection(Side.OUTGOING);
    private final Connection incoming = new Connection(Side.INCOMING);
    private final Connection successor = new Connection(Side.SUCCESSOR);
    private List<FsmAction> actions = new ArrayList<>();
    private String reason = "";
    private long retryDeadline = Connection.NEVER;
    private long pauseDeadline = Connection.NEVER;
    private long heldUntil = Connection.NEVER;
    private long establishedAt;
    private int failures;

    PeerConnections(FsmConfig config, SessionTimers timers) {
        this.config = config;
        this.timers = timers;
    }

    /** The furthest state of all; a successor never is further than the incoming one. */
    SessionState state() {
        return incoming.state().compareTo(outgoing.state()) > 0 ? incoming.state() : outgoing.state();
    }

    Connection outgoing() {
        return outgoing;
    }

    Connection incoming() {
        return incoming;
    }

    Connection successor() {
        return successor;
    }

    Connection on(Side side) {
        return switch (side) {
            case OUTGOING -> outgoing;
            case INCOMING -> incoming;
            case SUCCESSOR -> successor;
        };
    }

    /** The one that a connection competes with. */
    Connection other(Connection connection) {
        return connection == incoming ? outgoing : incoming;
    }

    /**
     * RFC 4724 section 5: true if the neighbour may have restarted, so that a new connection whose OPEN has come takes the place of
     * another one. Not so where it is of another AS than that one's (where a range leaves that open), or may be the loser of a collision
     * whose winner is established already.
     */
    boolean mayReplace(Connection old, Connection next, Negotiated its, long now) {
        if (old.state() != ESTABLISHED) {
            return next == successor;
        }
        Negotiated negotiated = old.negotiated();
        return negotiated != null
                && negotiated.isRestartable()
                && negotiated.peerAs().equals(its.peerAs())
                && (next == successor || now - establishedAt >= COLLISION_MILLIS);
    }

    long nextDeadline() {
        long connections =
                Math.min(successor.nextDeadline(), Math.min(outgoing.nextDeadline(), incoming.nextDeadline()));
        return Math.min(connections, Math.min(retryDeadline, pauseDeadline));
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

    /** All end, and nothing is due any more. */
    void stop(Optional<Notification> notification, String why) {
        failures = 0;
        end(outgoing, notification, why);
        end(incoming, notification, why);
        end(successor, notification, why);
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

    /** Ends a connection of which TCP doesn't know yet that it is over, without a word; the neighbour's routes stay for now. */
    void replace(Connection old, long now) {
        end(old, Optional.empty(), REPLACED);
        rest(old, now);
    }

    /** One connection is gone while another one lives, or may come. */
    private void rest(Connection gone, long now) {
        gone.enter(gone == outgoing ? ACTIVE : IDLE);
        if (gone == incoming && successor.speaks()) {
            incoming.succeed(successor);
            actions.add(new FsmAction.Succeed());
        }
        // While the incoming one was established, no attempt was due.
        boolean idles = outgoing.state() == ACTIVE && retryDeadline == Connection.NEVER;
        if (!config.passive() && (gone == outgoing || idles)) {
            retryDeadline = timers.connectRetry(now);
        }
    }

    /**
     * RFC 4271 section 8.2.2, OpenSent, event 18: listens on in Active. Were it to pause in Idle, where connections are refused, two
     * machines that pause could refuse each other forever.
     */
    void unheard(Connection connection, String why, long now) {
        reason = why;
        if (connection != outgoing || other(connection).speaks()) {
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
        if (other(connection).speaks() || (connection == incoming && successor.speaks())) {
            reason = why;
            rest(connection, now);
            return;
        }
        failures = stable ? 1 : failures + 1;
        pause(now, failures <= 1 ? 0 : timers.jittered(timers.backoff(failures - 1)));
        reason = why;
    }

    /** Rests for this many milliseconds; 0 begins anew at once. */
    void pause(long now, long time) {
        if (outgoing.state() == CONNECT) {
            actions.add(new FsmAction.Close(Side.OUTGOING));
        }
        outgoing.enter(IDLE);
        retryDeadline = Connection.NEVER;
        if (time == 0) {
            begin(now, reason);
        } else {
            pauseDeadline = now + time;
        }
    }

    /** Rests because of what the neighbour or an operator did, not because attempts failed: nobody is to forget that before it is over. */
    void hold(long now, long time) {
        pause(now, time);
        heldUntil = pauseDeadline;
    }

    /** How many milliseconds are left of {@link #hold}; 0 if there is none. */
    long heldBack(long now) {
        boolean holds = pauseDeadline != Connection.NEVER && pauseDeadline == heldUntil;
        return holds ? Math.max(0, pauseDeadline - now) : 0;
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
