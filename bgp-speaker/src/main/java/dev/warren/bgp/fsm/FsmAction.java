package dev.warren.bgp.fsm;

import dev.warren.bgp.wire.Message;

/** What a {@link PeerFsm} wants done, in the order of its list. */
public sealed interface FsmAction {
    /** Open a TCP connection; answer with Connected or ConnectFailed. */
    record Connect() implements FsmAction {}

    /** Close a connection, or give up opening it; no Closed is expected. What was sent before should still go out. */
    record Close(Side side) implements FsmAction {}

    /** Send a message. */
    record Send(Side side, Message message) implements FsmAction {}

    /** The successor is the incoming connection from now on; what was that before is closed already. */
    record Succeed() implements FsmAction {}

    /** The session is established on this connection. */
    record Up(Side side, Negotiated negotiated) implements FsmAction {}

    /**
     * The established session is over: all its routes go, or become stale where the neighbour asked for that (RFC 4724 section 4.2,
     * RFC 8538 section 4).
     */
    record Down(String reason, boolean graceful) implements FsmAction {}

    /** An UPDATE or ROUTE-REFRESH of the established session. */
    record Deliver(Message message) implements FsmAction {}

    /** The state that people see is another one. */
    record StateChanged(SessionState from, SessionState to, String reason) implements FsmAction {}
}
