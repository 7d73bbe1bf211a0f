package dev.warren.bgp.fsm;

/** Which of a neighbour's two possible connections is meant. */
public enum Side {
    /** The one that we opened. */
    OUTGOING,
    /** The one that the neighbour opened. */
    INCOMING
}
