package dev.warren.bgp.bfd;

/** What a {@link BfdSession} wants done, in the order of its list. */
public sealed interface BfdAction {
    /** Send a packet to the neighbour. */
    record Send(ControlPacket packet) implements BfdAction {}

    /**
     * The session is in another state.
     *
     * @param byOperator true if the neighbour's operator, or ours, has taken it down: that says nothing about the path, and who uses it
     *     should leave what it protects alone (RFC 5882 section 3.2)
     */
    record StateChanged(BfdState from, BfdState to, Diagnostic diagnostic, boolean byOperator) implements BfdAction {}
}
