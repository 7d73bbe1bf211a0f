package dev.warren.bgp.fsm;

/** The states of RFC 4271 section 8.2.2, in the order in which a session passes through them. */
public enum SessionState {
    /** Not started, stopped, or holding back after errors; refuses connections. Left by a start or when the hold ends. */
    IDLE,
    /** A TCP connection is being opened. Left when it opens or fails. */
    CONNECT,
    /** Waits for the neighbour to connect, or for the connect-retry timer. */
    ACTIVE,
    /** TCP is up and our OPEN is sent. Left when the neighbour's OPEN arrives. */
    OPEN_SENT,
    /** The neighbour's OPEN is accepted. Left by its first KEEPALIVE. */
    OPEN_CONFIRM,
    /** Routes are exchanged. Left by a NOTIFICATION, a timer or the end of TCP. */
    ESTABLISHED
}
