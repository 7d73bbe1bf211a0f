package dev.warren.wg.engine;

/** Why a packet or message went nowhere; each is counted. */
public enum DropReason {
    /** From the network: a type or length that no message has. */
    MALFORMED,
    /** A handshake message whose MAC1 is wrong. */
    WRONG_MAC,
    /** The queue of handshake messages is full. */
    HANDSHAKES_QUEUE_FULL,
    /** Under load: a source that has used up its tokens, or that has yet to prove its address. */
    RATE_LIMITED,
    /** A handshake message that is not authentic or not from a peer of ours. */
    HANDSHAKE_REFUSED,
    /** An initiation whose timestamp is not later than the last, or that follows it too closely. */
    HANDSHAKE_REPLAYED,
    /** A transport message for no session, or an expired one. */
    NO_SESSION,
    /** A transport message whose authenticator is wrong. */
    NOT_AUTHENTIC,
    /** A transport message that was there before, or is too old to tell. */
    REPLAYED,
    /** What was inside is no IP packet. */
    NOT_IP,
    /** The packet inside came from an address that is not the peer's. */
    WRONG_SOURCE,
    /** Congestion was marked on a packet whose ends don't know ECN (RFC 6040). */
    CONGESTION,
    /** From the interface: an address that no peer has. */
    NO_PEER,
    /** The peer's endpoint is not known. */
    NO_ENDPOINT,
    /** Too many packets wait for a session. */
    STAGED_TOO_MANY,
    /** The interface refused a packet. */
    INTERFACE,
    /** The socket refused a datagram, or the machine lacks its address family. */
    NOT_SENT,
    /** An initiation from a clock that is too far ahead of ours. */
    CLOCK_AHEAD
}
