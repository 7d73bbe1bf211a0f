package dev.warren.bgp.fsm;

import static dev.warren.bgp.fsm.SessionState.CONNECT;
import static dev.warren.bgp.fsm.SessionState.ESTABLISHED;
import static dev.warren.bgp.fsm.SessionState.IDLE;
import static dev.warren.bgp.fsm.SessionState.OPEN_CONFIRM;
import static dev.warren.bgp.fsm.SessionState.OPEN_SENT;

import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.Notification;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The state machine of one neighbour (RFC 4271 section 8): its outgoing connection passes through all six states, an incoming
 * one begins in OpenSent; what people see is the further of the two. One more that comes while an incoming one speaks waits for its
 * OPEN, as its neighbour may have restarted (RFC 4724 section 5). Total: an event that means nothing in a state changes
 * nothing. Pure but for the given generator, which jitters timers (section 10). Times are milliseconds of any steady clock.
 * Owned by one thread.
 */
public final class PeerFsm {
    private final FsmConfig config;
    private final SessionTimers timers;
    private final PeerConnections connections;
    private final Conversation conversation;
    private boolean started;

    /** A machine in Idle. */
    public PeerFsm(FsmConfig config, RandomGenerator random) {
        this.config = config;
        timers = new SessionTimers(config, random);
        connections = new PeerConnections(config, timers);
        conversation = new Conversation(config, timers, connections);
    }

    /** The furthest state of its connections. */
    public SessionState state() {
        return connections.state();
    }

    /** The state of one connection. */
    public SessionState state(Side side) {
        return connections.on(side).state();
    }

    /** When the next Tick is due; {@link Long#MAX_VALUE} for never. */
    public long nextDeadline() {
        return connections.nextDeadline();
    }

    /** How many milliseconds it still pauses after a Reset; 0 if it doesn't. A pause after failed attempts isn't meant. */
    public long heldBack(long now) {
        return connections.heldBack(now);
    }

    /** Takes one event; answers what to do about it. */
    public List<FsmAction> handle(FsmEvent event, long now) {
        SessionState before = state();
        switch (event) {
            case FsmEvent.Start() -> start(now);
            case FsmEvent.Stop(Notification notification, String why) -> stop(Optional.of(notification), why);
            case FsmEvent.Suspend(String why) -> stop(Optional.empty(), why);
            case FsmEvent.Reset(Notification notification, String why, long time) ->
                reset(notification, why, time, now);
            case FsmEvent.Tick() -> tick(now);
            case FsmEvent.Connected(Side side) -> connected(connections.on(side), now);
            case FsmEvent.ConnectFailed(String why) -> connections.connectFailed(why, now);
            case FsmEvent.Closed(Side side, String why) -> closed(connections.on(side), why, now);
            case FsmEvent.Received(Side side, Message message) ->
                conversation.received(connections.on(side), message, now);
            case FsmEvent.Malformed(Side side, Notification notification, String detail) ->
                connections.refuse(connections.on(side), notification, detail, now);
            case FsmEvent.ReadsPaused(Side side) -> conversation.alive(connections.on(side), now);
            case FsmEvent.SendBlocked(Side side) -> conversation.sendBlocked(connections.on(side), now);
            case FsmEvent.SendProgress(Side side, boolean blocked) ->
                conversation.sendProgress(connections.on(side), blocked, now);
        }
        return connections.drain(before);
    }

    private void start(long now) {
        if (!started) {
            started = true;
            connections.begin(now, "started");
        }
    }

    private void stop(Optional<Notification> notification, String why) {
        started = false;
        connections.stop(notification, why);
    }

    private void reset(Notification notification, String why, long time, long now) {
        if (state() == ESTABLISHED || (started && time > 0)) {
            for (Side side : Side.values()) {
                connections.end(connections.on(side), Optional.of(notification), why);
            }
            connections.hold(now, time > 0 ? time : timers.jittered(config.connectRetry()));
            connections.because(why);
        }
    }

    private void tick(long now) {
        conversation.tick(connections.outgoing(), now);
        conversation.tick(connections.incoming(), now);
        conversation.tick(connections.successor(), now);
        connections.tick(now);
    }

    private void connected(Connection connection, long now) {
        boolean wanted = switch (connection.side()) {
            case OUTGOING -> connection.state() == CONNECT;
            case INCOMING -> started && connections.outgoing().state() != IDLE && connection.state() == IDLE;
            case SUCCESSOR ->
                connection.state() == IDLE && connections.incoming().state().compareTo(OPEN_CONFIRM) >= 0;
        };
        if (!wanted) {
            if (!connection.speaks()) {
                connections.perform(new FsmAction.Close(connection.side()));
            }
            return;
        }
        Connection other = connections.other(connection);
        if (other.state() == ESTABLISHED && !other.isRestartable()) {
            connections.yieldTo(connection, now);
            return;
        }
        if (connection.side() == Side.OUTGOING) {
            connections.stopRetrying();
        }
        conversation.begin(connection, now);
    }

    private void closed(Connection connection, String why, long now) {
        if (connection.state() == OPEN_SENT) {
            connections.unheard(connection, why, now);
        } else if (connection.speaks()) {
            connections.lost(connection, Optional.empty(), why, now);
        } else if (connection.side() == Side.OUTGOING) {
            connections.connectFailed(why, now);
        }
    }
}
