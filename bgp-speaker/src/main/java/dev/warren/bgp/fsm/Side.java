package dev.warren.bgp.fsm;

/** Which of a neighbour's three possible connections is meant. */
public enum Side {
    /** The one that we opened. */
    OUTGOING,
    /** The one that the neighbour opened. */
    INCOMING,
    /**
     * The one that the neighbour opened while the incoming one spoke already: it may have restarted, and TCP doesn't know yet (RFC 4724
     * section 5). In OpenSent; with its OPEN it takes the place of the incoming one.
     */
    SUCCESSOR
}
