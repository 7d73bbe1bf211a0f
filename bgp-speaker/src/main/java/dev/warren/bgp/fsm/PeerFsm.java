package dev.warren.bgp.fsm;

import static dev.warren.bgp.fsm.SessionState.ACTIVE;
import static dev.warren.bgp.fsm.SessionState.CONNECT;
import static dev.warren.bgp.fsm.SessionState.ESTABLISHED;
import static dev.warren.bgp.fsm.SessionState.IDLE;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The state machine of one neighbour (RFC 4271 section 8): its outgoing connection passes through all six states, an incoming
 * one begins in OpenSent; what people see is the further of the two. Total: an event that means nothing in a state changes
 * nothing. Pure but for the given generator, which jitters timers (section 10). Times are milliseconds of any steady clock.
 * Owned by one thread.
 */
public final class PeerFsm {
    private static final long OPEN_HOLD = 240_000;
    private static final long STABLE_AFTER = 60_000;
    private static final long FIRST_PAUSE = 1_000;
    private static final long MIN_SEND_HOLD = 480_000;

    private final FsmConfig config;
    private final RandomGenerator random;
    private final Connection outgoing = new Connection(Side.OUTGOING);
    private final Connection incoming = new Connection(Side.INCOMING);
    private List<FsmAction> actions = new ArrayList<>();
    private String reason = "";
    private boolean started;
    private boolean hardReset;
    private long retryDeadline = Connection.NEVER;
    private long pauseDeadline = Connection.NEVER;
    private long establishedAt;
    private boolean recovering;
    private int failures;

    /** A machine in Idle. */
    public PeerFsm(FsmConfig config, RandomGenerator random) {
        this.config = config;
        this.random = random;
        this.recovering = config.offer().restart().stream().anyMatch(Offer.Restart::restarting);
    }

    /** The further state of both connections. */
    public SessionState state() {
        return incoming.state().compareTo(outgoing.state()) > 0 ? incoming.state() : outgoing.state();
    }

    /** The state of one connection. */
    public SessionState state(Side side) {
        return connection(side).state();
    }

    /** When the next Tick is due; {@link Long#MAX_VALUE} for never. */
    public long nextDeadline() {
        return Math.min(
                Math.min(retryDeadline, pauseDeadline), Math.min(outgoing.nextDeadline(), incoming.nextDeadline()));
    }

    /** Takes one event; answers what to do about it. */
    public List<FsmAction> handle(FsmEvent event, long now) {
        SessionState before = state();
        reason = "";
        switch (event) {
            case FsmEvent.Start() -> start(now);
            case FsmEvent.Stop(Notification notification, String why) -> stop(notification, why);
            case FsmEvent.Suspend(String why) -> suspend(why);
            case FsmEvent.Reset(Notification notification, String why) -> reset(notification, why, now);
            case FsmEvent.Tick() -> tick(now);
            case FsmEvent.Connected(Side side) -> connected(connection(side), now);
            case FsmEvent.ConnectFailed(String why) -> connectFailed(why, now);
            case FsmEvent.Closed(Side side, String why) -> closed(connection(side), why, now);
            case FsmEvent.Received(Side side, Message message) -> received(connection(side), message, now);
            case FsmEvent.Malformed(Side side, Notification notification, String detail) ->
                malformed(connection(side), notification, detail, now);
            case FsmEvent.ReadsPaused(Side side) -> alive(connection(side), now);
            case FsmEvent.SendBlocked(Side side) -> sendBlocked(connection(side), now);
            case FsmEvent.SendProgress(Side side, boolean blocked) -> sendProgress(connection(side), blocked, now);
        }
        if (state() != before) {
            actions.add(new FsmAction.StateChanged(before, state(), reason));
        }
        if (actions.isEmpty()) {
            return List.of();
        }
        List<FsmAction> done = actions;
        actions = new ArrayList<>();
        return done;
    }

    private Connection connection(Side side) {
        return side == Side.OUTGOING ? outgoing : incoming;
    }

    private Connection other(Connection connection) {
        return connection == outgoing ? incoming : outgoing;
    }

    private void start(long now) {
        if (!started) {
            started = true;
            begin(now, "started");
        }
    }

    /** Leaves Idle: connects, or waits if passive. */
    private void begin(long now, String why) {
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
        retryDeadline = now + jittered(config.connectRetry());
        actions.add(new FsmAction.Connect());
    }

    private void suspend(String why) {
        stop(Optional.empty(), why);
    }

    private void stop(Notification notification, String why) {
        stop(Optional.of(notification), why);
    }

    private void stop(Optional<Notification> notification, String why) {
        started = false;
        failures = 0;
        end(outgoing, notification, why);
        end(incoming, notification, why);
        retryDeadline = Connection.NEVER;
        pauseDeadline = Connection.NEVER;
        reason = why;
    }

    private void reset(Notification notification, String why, long now) {
        if (state() == ESTABLISHED) {
            Connection connection = outgoing.state() == ESTABLISHED ? outgoing : incoming;
            end(connection, Optional.of(notification), why);
            pause(now, config.connectRetry());
            reason = why;
        }
    }

    private void connected(Connection connection, long now) {
        boolean wanted = switch (connection.side()) {
            case OUTGOING -> outgoing.state() == CONNECT;
            case INCOMING -> started && outgoing.state() != IDLE && incoming.state() == IDLE;
        };
        if (!wanted) {
            if (!connection.speaks()) {
                actions.add(new FsmAction.Close(connection.side()));
            }
            return;
        }
        if (other(connection).state() == ESTABLISHED && !isRestartable(other(connection))) {
            yieldTo(connection, now);
            return;
        }
        if (connection == outgoing) {
            retryDeadline = Connection.NEVER;
        }
        connection.enter(OPEN_SENT);
        connection.holdUntil(now + OPEN_HOLD);
        actions.add(new FsmAction.Send(connection.side(), OpenValidation.ours(config, recovering)));
        reason = "connected";
    }

    private void connectFailed(String why, long now) {
        if (outgoing.state() == CONNECT) {
            outgoing.enter(ACTIVE);
            retryDeadline = now + jittered(config.connectRetry());
            reason = why;
        }
    }

    private void closed(Connection connection, String why, long now) {
        if (connection.state() == OPEN_SENT) {
            unheard(connection, why, now);
        } else if (connection.speaks()) {
            fail(connection, Optional.empty(), why, now);
        } else if (connection == outgoing) {
            connectFailed(why, now);
        }
    }

    /**
     * RFC 4271 section 8.2.2, OpenSent, event 18: listens on in Active. Were it to pause in Idle, where connections are refused, two
     * machines that pause could refuse each other forever.
     */
    private void unheard(Connection connection, String why, long now) {
        reason = why;
        if (connection == incoming || other(connection).speaks()) {
            rest(connection, now);
            return;
        }
        failures++;
        outgoing.enter(ACTIVE);
        retryDeadline = config.passive() ? Connection.NEVER : now + jittered(backoff(failures));
    }

    private void malformed(Connection connection, Notification notification, String detail, long now) {
        if (connection.speaks()) {
            fail(connection, Optional.of(notification), "sent NOTIFICATION " + notification + ": " + detail, now);
        }
    }

    private void received(Connection connection, Message message, long now) {
        if (!connection.speaks()) {
            return;
        }
        if (message instanceof Notification notification) {
            hardReset = isHard(connection, notification);
            fail(connection, Optional.empty(), "received NOTIFICATION " + notification, now);
            hardReset = false;
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
                switch (OpenValidation.validate(open, config)) {
                    case OpenValidation.Result.Refused(Notification notification, String detail) ->
                        malformed(connection, notification, detail, now);
                    case OpenValidation.Result.Accepted(Negotiated negotiated) -> opened(connection, negotiated, now);
                }
            }
            case Update _, UpdateBlock _, KeepAlive _, RouteRefresh _, Notification _ ->
                unexpected(connection, NotificationCode.UNEXPECTED_MESSAGE_IN_OPEN_SENT, message, now);
        }
    }

    private void opened(Connection connection, Negotiated negotiated, long now) {
        Connection other = other(connection);
        if (other.state() == ESTABLISHED && isRestartable(other)) {
            // RFC 4724 section 5: it has restarted, and TCP doesn't know yet.
            end(other, Optional.empty(), "the neighbour has opened another connection");
        }
        if (other.state() == ESTABLISHED || (other.state() == OPEN_CONFIRM && keeps(other, negotiated))) {
            yieldTo(connection, now);
            return;
        }
        if (other.state() == OPEN_CONFIRM) {
            yieldTo(other, now);
        }
        connection.negotiated(negotiated);
        connection.enter(OPEN_CONFIRM);
        actions.add(new FsmAction.Send(connection.side(), KeepAlive.KEEPALIVE));
        connection.keepaliveAt(keepaliveDeadline(negotiated, now));
        connection.holdUntil(holdDeadline(negotiated, now));
        reason = "received OPEN";
    }

    private static boolean isRestartable(Connection connection) {
        Negotiated negotiated = connection.negotiated();
        return negotiated != null && negotiated.isRestartable();
    }

    /** RFC 4271 section 6.8, RFC 6286 section 2.3: the connection opened by the side with the greater identifier stays. */
    private boolean keeps(Connection connection, Negotiated negotiated) {
        int order = config.localId().compareTo(negotiated.peerId());
        if (order == 0) {
            order = config.localAs().compareTo(config.peerAs());
        }
        return (connection == outgoing) == (order > 0);
    }

    /** Ends a connection because of the other one; that is no failure. */
    private void yieldTo(Connection loser, long now) {
        actions.add(
                new FsmAction.Send(loser.side(), Notification.of(NotificationCode.CONNECTION_COLLISION_RESOLUTION)));
        actions.add(new FsmAction.Close(loser.side()));
        rest(loser, now);
    }

    /** One connection is gone while the other lives. */
    private void rest(Connection gone, long now) {
        gone.enter(gone == outgoing ? ACTIVE : IDLE);
        if (gone == outgoing && !config.passive()) {
            retryDeadline = now + jittered(config.connectRetry());
        }
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
        Connection other = other(connection);
        if (other.speaks()) {
            yieldTo(other, now);
        } else if (other.state() == CONNECT) {
            actions.add(new FsmAction.Close(other.side()));
            other.enter(ACTIVE);
        }
        retryDeadline = Connection.NEVER;
        connection.enter(ESTABLISHED);
        connection.holdUntil(holdDeadline(negotiated, now));
        establishedAt = now;
        recovering = false;
        reason = "established";
        actions.add(new FsmAction.Up(connection.side(), negotiated));
    }

    private void inEstablished(Connection connection, Message message, long now) {
        switch (message) {
            case KeepAlive _ -> alive(connection, now);
            case Update _, UpdateBlock _, RouteRefresh _ -> {
                alive(connection, now);
                actions.add(new FsmAction.Deliver(message));
            }
            case Open _, Notification _ ->
                unexpected(connection, NotificationCode.UNEXPECTED_MESSAGE_IN_ESTABLISHED, message, now);
        }
    }

    private void alive(Connection connection, long now) {
        Negotiated negotiated = connection.negotiated();
        if (negotiated != null) {
            connection.holdUntil(holdDeadline(negotiated, now));
        }
    }

    private void unexpected(Connection connection, NotificationCode code, Message message, long now) {
        malformed(connection, Notification.of(code), message.getClass().getSimpleName(), now);
    }

    /** A connection ends by an error. The neighbour begins again, after a pause if that keeps happening. */
    private void fail(Connection connection, Optional<Notification> notification, String why, long now) {
        boolean stable = connection.state() == ESTABLISHED && now - establishedAt >= STABLE_AFTER;
        end(connection, notification, why);
        if (other(connection).speaks()) {
            rest(connection, now);
            return;
        }
        failures = stable ? 1 : failures + 1;
        pause(now, failures <= 1 ? 0 : backoff(failures - 1));
        reason = why;
    }

    /** A second, doubled for each failure after the first, at most the connect-retry time. */
    private long backoff(int failed) {
        return Math.min(config.connectRetry(), FIRST_PAUSE << Math.min(failed - 1, 20));
    }

    private void pause(long now, long time) {
        if (outgoing.state() == CONNECT) {
            actions.add(new FsmAction.Close(Side.OUTGOING));
        }
        outgoing.enter(IDLE);
        retryDeadline = Connection.NEVER;
        if (time == 0) {
            begin(now, reason);
        } else {
            pauseDeadline = now + jittered(time);
        }
    }

    /** True if routes don't outlive a NOTIFICATION, sent or received. */
    private static boolean isHard(Connection connection, Notification notification) {
        Negotiated negotiated = connection.negotiated();
        return negotiated == null || !negotiated.survivesNotification() || notification.isHardReset();
    }

    /** RFC 8538 section 3.1: where others would be taken for the beginning of a restart, the final ones are said to be so. */
    private static Notification form(Connection connection, Notification notification) {
        Negotiated negotiated = connection.negotiated();
        boolean wrap = negotiated != null && negotiated.survivesNotification() && connection.state() == ESTABLISHED;
        return wrap && notification.isFinal() ? notification.asHardReset() : notification;
    }

    /** Closes a connection in any state. */
    private void end(Connection connection, Optional<Notification> notification, String why) {
        boolean graceful = !hardReset && notification.stream().noneMatch(sent -> isHard(connection, sent));
        if (connection.speaks()) {
            notification
                    .map(message -> form(connection, message))
                    .ifPresent(message -> actions.add(new FsmAction.Send(connection.side(), message)));
        }
        if (connection.speaks() || connection.state() == CONNECT) {
            actions.add(new FsmAction.Close(connection.side()));
        }
        if (connection.state() == ESTABLISHED) {
            actions.add(new FsmAction.Down(why, graceful && isRestartable(connection)));
        }
        connection.enter(IDLE);
    }

    private void tick(long now) {
        tick(outgoing, now);
        tick(incoming, now);
        if (pauseDeadline <= now) {
            begin(now, "pause over");
        } else if (retryDeadline <= now) {
            retry(now);
        }
    }

    private void tick(Connection connection, long now) {
        if (connection.holdDeadline() <= now) {
            malformed(connection, Notification.of(NotificationCode.HOLD_TIMER_EXPIRED), "nothing came in time", now);
        } else if (connection.sendHoldDeadline() <= now) {
            malformed(connection, Notification.of(NotificationCode.SEND_HOLD_TIMER_EXPIRED), "it reads nothing", now);
        } else if (connection.keepaliveDeadline() <= now) {
            actions.add(new FsmAction.Send(connection.side(), KeepAlive.KEEPALIVE));
            Negotiated negotiated = connection.negotiated();
            connection.keepaliveAt(negotiated == null ? Connection.NEVER : keepaliveDeadline(negotiated, now));
        }
    }

    private void retry(long now) {
        boolean nearlyUp = incoming.state() == OPEN_CONFIRM || incoming.state() == ESTABLISHED;
        if (nearlyUp || config.passive() || outgoing.speaks()) {
            retryDeadline = incoming.state() == OPEN_CONFIRM ? now + jittered(config.connectRetry()) : Connection.NEVER;
            return;
        }
        if (outgoing.state() == CONNECT) {
            actions.add(new FsmAction.Close(Side.OUTGOING));
        }
        connect(now);
        reason = "connect-retry timer";
    }

    /** RFC 9687: twice the hold time, at least eight minutes; none without a hold time. */
    private void sendBlocked(Connection connection, long now) {
        Negotiated negotiated = connection.negotiated();
        if (connection.sendHoldDeadline() == Connection.NEVER && negotiated != null && negotiated.holdTime() > 0) {
            long time =
                    config.sendHold() > 0 ? config.sendHold() : Math.max(MIN_SEND_HOLD, 2_000L * negotiated.holdTime());
            connection.sendHoldUntil(now + time);
        }
    }

    private void sendProgress(Connection connection, boolean blocked, long now) {
        connection.sendHoldUntil(Connection.NEVER);
        if (blocked) {
            sendBlocked(connection, now);
        }
    }

    private static long holdDeadline(Negotiated negotiated, long now) {
        return negotiated.holdTime() == 0 ? Connection.NEVER : now + 1_000L * negotiated.holdTime();
    }

    private long keepaliveDeadline(Negotiated negotiated, long now) {
        return negotiated.holdTime() == 0 ? Connection.NEVER : now + jittered(1_000L * negotiated.holdTime() / 3);
    }

    /** RFC 4271 section 10: 75 to 100 %. */
    private long jittered(long time) {
        return time - random.nextLong(time / 4 + 1);
    }
}
