package dev.warren.bgp.fsm;

import static dev.warren.bgp.fsm.SessionState.ACTIVE;
import static dev.warren.bgp.fsm.SessionState.CONNECT;
import static dev.warren.bgp.fsm.SessionState.ESTABLISHED;
import static dev.warren.bgp.fsm.SessionState.OPEN_CONFIRM;
import static dev.warren.bgp.fsm.SessionState.OPEN_SENT;

import dev.warren.bgp.wire.KeepAlive;
import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.NotificationCode;
import dev.warren.bgp.wire.Open;
import dev.warren.bgp.wire.RouteRefresh;
import dev.warren.bgp.wire.Update;
import dev.warren.bgp.wire.UpdateBlock;
import java.util.Optional;

/** What is said on a connection from OpenSent on (RFC 4271 section 8.2.2, events 19 and 23 to 27): one method per state. */
final class Conversation {
    private final FsmConfig config;
    private final SessionTimers timers;
    private final PeerConnections connections;
    private Past past;

    /** The neighbour didn't understand capabilities: the next OPEN has none. */
    private boolean plainly;

    Conversation(FsmConfig config, SessionTimers timers, PeerConnections connections) {
        this.config = config;
        this.timers = timers;
        this.connections = connections;
        this.past = Past.of(config);
    }

    /** TCP is up: says OPEN. */
    void begin(Connection connection, long now) {
        connection.enter(OPEN_SENT);
        connection.holdUntil(now + SessionTimers.OPEN_HOLD);
        Open open = OpenValidation.ours(config, past);
        connection.speaksPlainly(plainly);
        connections.perform(new FsmAction.Send(connection.side(), plainly ? open.withoutCapabilities() : open));
        plainly = false;
        connections.because("connected");
    }

    void received(Connection connection, Message message, long now) {
        if (!connection.speaks()) {
            return;
        }
        if (message instanceof Notification notification) {
            plainly = connection.state() == OPEN_SENT
                    && !connection.isPlain()
                    && notification.is(NotificationCode.UNSUPPORTED_OPTIONAL_PARAMETER);
            connections.lost(connection, Optional.of(notification), "received NOTIFICATION " + notification, now);
            return;
        }
        switch (connection.state()) {
            case OPEN_SENT -> inOpenSent(connection, message, now);
            case OPEN_CONFIRM -> inOpenConfirm(connection, message, now);
            case ESTABLISHED -> inEstablished(connection, message, now);
            case IDLE, CONNECT, ACTIVE -> throw new AssertionError("no messages before OpenSent");
        }
    }

    private void inOpenSent(Connection connection, Message message, long now) {
        switch (message) {
            case Open open -> {
                switch (OpenValidation.validate(connection.isPlain() ? open.withoutCapabilities() : open, config)) {
                    case OpenValidation.Result.Refused(Notification notification, String detail) ->
                        connections.refuse(connection, notification, detail, now);
                    case OpenValidation.Result.Accepted(Negotiated negotiated) -> opened(connection, negotiated, now);
                }
            }
            case Update _, UpdateBlock _, KeepAlive _, RouteRefresh _, Notification _ ->
                unexpected(connection, NotificationCode.UNEXPECTED_MESSAGE_IN_OPEN_SENT, message, now);
        }
    }

    private void opened(Connection opened, Negotiated negotiated, long now) {
        Connection other = connections.other(opened);
        if (connections.mayReplace(other, opened, negotiated, now)) {
            connections.replace(other, now);
        } else if (other.state() == ESTABLISHED || (other.state() == OPEN_CONFIRM && keeps(other, negotiated))) {
            connections.yieldTo(opened, now);
            return;
        }
        Connection connection = opened.side() == Side.SUCCESSOR ? connections.incoming() : opened;
        if (other.state() == OPEN_CONFIRM) {
            connections.yieldTo(other, now);
        }
        connection.negotiated(negotiated);
        connection.enter(OPEN_CONFIRM);
        connections.perform(new FsmAction.Send(connection.side(), KeepAlive.KEEPALIVE));
        connection.keepaliveAt(timers.keepalive(negotiated, now));
        connection.holdUntil(timers.hold(negotiated, now));
        connections.because("received OPEN");
    }

    /** RFC 4271 section 6.8, RFC 6286 section 2.3: the connection opened by the side with the greater identifier stays. */
    private boolean keeps(Connection connection, Negotiated negotiated) {
        int order = config.localId().compareTo(negotiated.peerId());
        if (order == 0) {
            order = config.localAs().compareTo(negotiated.peerAs());
        }
        return (connection.side() == Side.OUTGOING) == (order > 0);
    }

    private void inOpenConfirm(Connection connection, Message message, long now) {
        switch (message) {
            case KeepAlive _ -> establish(connection, now);
            case Open _, Update _, UpdateBlock _, RouteRefresh _, Notification _ ->
                unexpected(connection, NotificationCode.UNEXPECTED_MESSAGE_IN_OPEN_CONFIRM, message, now);
        }
    }

    private void establish(Connection connection, long now) {
        Negotiated negotiated = connection.negotiated();
        if (negotiated == null) {
            throw new AssertionError("OpenConfirm has negotiated");
        }
        Connection other = connections.other(connection);
        if (other.speaks()) {
            connections.yieldTo(other, now);
        } else if (other.state() == CONNECT) {
            connections.perform(new FsmAction.Close(other.side()));
            other.enter(ACTIVE);
        }
        connection.enter(ESTABLISHED);
        connection.holdUntil(timers.hold(negotiated, now));
        connections.established(now);
        past = Past.SESSION;
        connections.perform(new FsmAction.Up(connection.side(), negotiated));
    }

    private void inEstablished(Connection connection, Message message, long now) {
        switch (message) {
            case KeepAlive _ -> alive(connection, now);
            case Update _, UpdateBlock _, RouteRefresh _ -> {
                alive(connection, now);
                connections.perform(new FsmAction.Deliver(message));
            }
            case Open _, Notification _ ->
                unexpected(connection, NotificationCode.UNEXPECTED_MESSAGE_IN_ESTABLISHED, message, now);
        }
    }

    private void unexpected(Connection connection, NotificationCode code, Message message, long now) {
        connections.refuse(connection, Notification.of(code), message.getClass().getSimpleName(), now);
    }

    /** The hold timer starts anew. */
    void alive(Connection connection, long now) {
        Negotiated negotiated = connection.negotiated();
        if (negotiated != null) {
            connection.holdUntil(timers.hold(negotiated, now));
        }
    }

    /** The timers of a connection, if they are over. */
    void tick(Connection connection, long now) {
        if (connection.holdDeadline() <= now) {
            connections.refuse(
                    connection, Notification.of(NotificationCode.HOLD_TIMER_EXPIRED), "nothing came in time", now);
        } else if (connection.sendHoldDeadline() <= now) {
            connections.refuse(
                    connection, Notification.of(NotificationCode.SEND_HOLD_TIMER_EXPIRED), "it reads nothing", now);
        } else if (connection.keepaliveDeadline() <= now) {
            connections.perform(new FsmAction.Send(connection.side(), KeepAlive.KEEPALIVE));
            Negotiated negotiated = connection.negotiated();
            connection.keepaliveAt(negotiated == null ? Connection.NEVER : timers.keepalive(negotiated, now));
        }
    }

    void sendBlocked(Connection connection, long now) {
        Negotiated negotiated = connection.negotiated();
        if (connection.sendHoldDeadline() == Connection.NEVER && negotiated != null) {
            connection.sendHoldUntil(timers.sendHold(negotiated, now));
        }
    }

    void sendProgress(Connection connection, boolean blocked, long now) {
        connection.sendHoldUntil(Connection.NEVER);
        if (blocked) {
            sendBlocked(connection, now);
        }
    }
}
