package dev.warren.bgp.fsm;

import dev.warren.net.Asn;
import dev.warren.net.RouterId;

/**
 * What the state machine of a neighbour needs to know.
 *
 * @param localAs our AS
 * @param localId our BGP identifier
 * @param peerAs which AS the neighbour may be of
 * @param offer what our OPEN offers
 * @param holdTime what we propose, in seconds: 0, or 3 to 65,535
 * @param connectRetry milliseconds between attempts to connect
 * @param passive never connect
 * @param sendHold milliseconds without progress of sending before the session ends (RFC 9687); 0 for what that RFC says
 */
public record FsmConfig(
        Asn localAs,
        RouterId localId,
        PeerAs peerAs,
        Offer offer,
        int holdTime,
        long connectRetry,
        boolean passive,
        long sendHold) {
    /** A neighbour whose AS is known. */
    public FsmConfig(
            Asn localAs,
            RouterId localId,
            Asn peerAs,
            Offer offer,
            int holdTime,
            long connectRetry,
            boolean passive,
            long sendHold) {
        this(localAs, localId, PeerAs.of(peerAs), offer, holdTime, connectRetry, passive, sendHold);
    }

    /** True if the neighbour is of another AS. */
    public boolean external() {
        return peerAs.isExternal(localAs);
    }
}
