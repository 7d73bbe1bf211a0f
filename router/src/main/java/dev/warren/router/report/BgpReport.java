package dev.warren.router.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The answer of {@code /v1/bgp}.
 *
 * @param node the hub
 * @param asn its AS
 * @param routerId its router id
 * @param neighbours its sessions, in the order of the topology
 * @param refused announcements that were refused and still stand
 */
public record BgpReport(String node, long asn, String routerId, List<Neighbour> neighbours, List<Refused> refused) {

    /**
     * One session.
     *
     * @param name as the topology has it
     * @param role hub, site or upstream
     * @param address the neighbour's address
     * @param asn the neighbour's AS
     * @param state the FSM's state (RFC 4271 section 8.2.2)
     * @param secondsInState how long it has been in it
     * @param families counts by family, {@code ipv4} and {@code ipv6}
     * @param lastError what ended the last session, or empty
     * @param bfd its BFD session; absent where none is configured
     * @param session what has happened between us since it was configured
     */
    public record Neighbour(
            String name,
            String role,
            String address,
            long asn,
            String state,
            long secondsInState,
            Map<String, Counts> families,
            String lastError,
            Optional<Bfd> bfd,
            Session session) {}

    /**
     * What has happened on a neighbour's connections.
     *
     * @param established how often it came up
     * @param dropped how often it went down
     * @param capabilities what both offered (RFC 5492); none unless established
     * @param received its messages
     * @param sent ours
     * @param malformed UPDATEs whose routes were treated as withdrawn, and attributes that were dropped (RFC 7606)
     * @param notification the last NOTIFICATION and who sent it, or empty
     * @param changes the last changes of state, the oldest first
     */
    public record Session(
            int established,
            int dropped,
            List<String> capabilities,
            Messages received,
            Messages sent,
            long malformed,
            String notification,
            List<Change> changes) {}

    /** Messages of one direction by type, and their octets. */
    public record Messages(
            long opens, long updates, long notifications, long keepalives, long refreshes, long octets) {}

    /**
     * A session went from one state to another.
     *
     * @param at when, ISO 8601 in UTC
     * @param from the state before
     * @param to the state after
     * @param reason why
     */
    public record Change(String at, String from, String to, String reason) {}

    /**
     * A BFD session (RFC 5880).
     *
     * @param state admin-down, down, init or up
     * @param diagnostic why it last went down
     * @param detectionMillis the silence after which it goes down; 0 before the neighbour was heard
     */
    public record Bfd(String state, String diagnostic, long detectionMillis) {}

    /**
     * Prefixes of one family.
     *
     * @param received in the Adj-RIB-In, refused ones included
     * @param accepted of these, through the import filter
     * @param refused of these, not
     * @param advertised in the Adj-RIB-Out
     */
    public record Counts(long received, long accepted, long refused, long advertised) {}

    /**
     * A refused announcement.
     *
     * @param neighbour who announced it
     * @param prefix what
     * @param reason why it was refused
     */
    public record Refused(String neighbour, String prefix, String reason) {}
}
