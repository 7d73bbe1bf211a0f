package dev.warren.bgp;

import dev.warren.bgp.fsm.SessionState;
import dev.warren.bgp.session.LastNotification;
import dev.warren.bgp.session.MessageCounts;
import dev.warren.bgp.session.SessionHistory;
import dev.warren.net.Asn;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.RouterId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A neighbour at one moment. The session's part and the counters may be a moment apart.
 *
 * @param name its name
 * @param address its address
 * @param asn its AS
 * @param state the state of the session
 * @param inState for how long
 * @param families counters of each configured family
 * @param session what was negotiated; empty unless established
 * @param lastError why the last session or attempt ended; empty if none did
 * @param history its last changes of state, NOTIFICATIONs and errors
 * @param traffic its messages
 */
public record NeighbourStatus(
        String name,
        IpAddress address,
        Asn asn,
        SessionState state,
        Duration inState,
        Map<IpFamily, FamilyCounts> families,
        Optional<NegotiatedSession> session,
        Optional<String> lastError,
        SessionHistory history,
        Traffic traffic) {
    public NeighbourStatus {
        families = Map.copyOf(families);
    }

    /** The last NOTIFICATION, sent or received; {@code ShutdownCommunication} reads the text of a shutdown. */
    public Optional<LastNotification> notification() {
        return history.notification();
    }

    /** How often the session has become established. */
    public int established() {
        return history.established();
    }

    /**
     * Messages since the neighbour was configured.
     *
     * @param received what came from it
     * @param sent what was written to it
     * @param malformed what of it was malformed without ending the session
     */
    public record Traffic(MessageCounts received, MessageCounts sent, MalformedCounts malformed) {}

    /**
     * What RFC 7606 made of malformed UPDATEs.
     *
     * @param treatedAsWithdraw UPDATEs whose routes were treated as withdrawn
     * @param discardedAttributes attributes that were dropped while their routes were used
     */
    public record MalformedCounts(long treatedAsWithdraw, long discardedAttributes) {
        /** None. */
        public static final MalformedCounts NONE = new MalformedCounts(0, 0);
    }

    /**
     * Prefixes of one family.
     *
     * @param accepted paths of this neighbour in the table, stale ones included
     * @param stale those that it has not confirmed since it began to send everything anew
     * @param refused announced but not taken; counted up to 10,000 per neighbour
     * @param advertised what it has from us
     */
    public record FamilyCounts(int accepted, int stale, int refused, int advertised) {
        /** All zero. */
        public static final FamilyCounts ZERO = new FamilyCounts(0, 0, 0, 0);

        /** What it announced: accepted and refused together. */
        public int received() {
            return accepted + refused;
        }
    }

    /**
     * What both sides agreed on.
     *
     * @param routerId its BGP identifier
     * @param localAddress our address of the connection
     * @param holdTime the smaller of both proposals; zero if there is none
     * @param exchanged the families that both announced; true where the neighbour's End-of-RIB has come (RFC 4724)
     * @param capabilities what both offered beside families
     */
    public record NegotiatedSession(
            RouterId routerId,
            IpAddress localAddress,
            Duration holdTime,
            Map<IpFamily, Boolean> exchanged,
            Set<NegotiatedCapability> capabilities) {
        public NegotiatedSession {
            exchanged = Map.copyOf(exchanged);
            capabilities = Set.copyOf(capabilities);
        }
    }
}
