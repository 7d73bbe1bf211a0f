package dev.warren.bgp.fsm;

import dev.warren.bgp.wire.Message;
import dev.warren.bgp.wire.Notification;

/** What a {@link PeerFsm} hears (RFC 4271 section 8.1). */
public sealed interface FsmEvent {
    /** The neighbour is to be up (events 1 and 3 to 7). */
    record Start() implements FsmEvent {}

    /** The neighbour is to be down (events 2 and 8); it gets the NOTIFICATION. */
    record Stop(Notification notification, String reason) implements FsmEvent {}

    /** We are about to restart: connections close without a NOTIFICATION, and stay so (RFC 4724 section 4.1). */
    record Suspend(String reason) implements FsmEvent {}

    /**
     * Established, but it can't stay so: ends with this NOTIFICATION and pauses. A pause that was set is one also where the session
     * has ended meanwhile: to leave first is no way around it.
     *
     * @param pause milliseconds; 0 for the connect-retry time, after a session that is still there
     */
    record Reset(Notification notification, String reason, long pause) implements FsmEvent {}

    /** Time has passed: timers whose deadline is reached fire (events 9 to 13). */
    record Tick() implements FsmEvent {}

    /** A TCP connection is open (events 16 and 17). */
    record Connected(Side side) implements FsmEvent {}

    /** Our attempt to connect failed (event 18, before it was open). */
    record ConnectFailed(String reason) implements FsmEvent {}

    /** A connection that was open is gone (event 18). */
    record Closed(Side side, String reason) implements FsmEvent {}

    /** A message arrived (events 19 and 23 to 27). */
    record Received(Side side, Message message) implements FsmEvent {}

    /** Something arrived that ends the session (events 21, 22, 28). */
    record Malformed(Side side, Notification notification, String detail) implements FsmEvent {}

    /** We have stopped reading, so the neighbour's silence means nothing: its hold timer starts anew. */
    record ReadsPaused(Side side) implements FsmEvent {}

    /** The neighbour takes no more octets. */
    record SendBlocked(Side side) implements FsmEvent {}

    /** The neighbour takes octets again, or has taken some. */
    record SendProgress(Side side, boolean stillBlocked) implements FsmEvent {}
}
