package dev.warren.bgp.fsm;

import org.jspecify.annotations.Nullable;

/** One TCP connection of a neighbour: its state and its timers, as deadlines. */
final class Connection {
    /** A deadline that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    private final Side side;
    private SessionState state = SessionState.IDLE;
    private long holdDeadline = NEVER;
    private long keepaliveDeadline = NEVER;
    private long sendHoldDeadline = NEVER;
    private @Nullable Negotiated negotiated;
    private boolean plain;

    Connection(Side side) {
        this.side = side;
    }

    Side side() {
        return side;
    }

    SessionState state() {
        return state;
    }

    /** True from OpenSent on: TCP is up and messages flow. */
    boolean speaks() {
        return state.compareTo(SessionState.OPEN_SENT) >= 0;
    }

    @Nullable
    Negotiated negotiated() {
        return negotiated;
    }

    /** True if the neighbour's routes are to be kept while it restarts. */
    boolean isRestartable() {
        return negotiated != null && negotiated.isRestartable();
    }

    long holdDeadline() {
        return holdDeadline;
    }

    long keepaliveDeadline() {
        return keepaliveDeadline;
    }

    long sendHoldDeadline() {
        return sendHoldDeadline;
    }

    void enter(SessionState next) {
        state = next;
        if (!speaks()) {
            holdDeadline = NEVER;
            keepaliveDeadline = NEVER;
            sendHoldDeadline = NEVER;
            negotiated = null;
        }
    }

    /** Our OPEN on it has no capabilities, so that none of the neighbour's count. */
    void speaksPlainly(boolean plainly) {
        plain = plainly;
    }

    boolean isPlain() {
        return plain;
    }

    /** Takes over what another one, which hasn't said OPEN yet, has come to. */
    void succeed(Connection successor) {
        enter(successor.state);
        holdDeadline = successor.holdDeadline;
        plain = successor.plain;
        successor.enter(SessionState.IDLE);
    }

    void negotiated(Negotiated agreed) {
        negotiated = agreed;
    }

    void holdUntil(long deadline) {
        holdDeadline = deadline;
    }

    void keepaliveAt(long deadline) {
        keepaliveDeadline = deadline;
    }

    void sendHoldUntil(long deadline) {
        sendHoldDeadline = deadline;
    }

    long nextDeadline() {
        return Math.min(holdDeadline, Math.min(keepaliveDeadline, sendHoldDeadline));
    }
}
