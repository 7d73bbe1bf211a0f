package dev.warren.bgp.session;

/**
 * Messages that crossed a neighbour's connections in one direction since it was configured, whole ones with a good header.
 *
 * @param opens OPEN
 * @param updates UPDATE
 * @param notifications NOTIFICATION
 * @param keepalives KEEPALIVE
 * @param refreshes ROUTE-REFRESH
 * @param octets all of them, headers included
 */
public record MessageCounts(
        long opens, long updates, long notifications, long keepalives, long refreshes, long octets) {
    /** Nothing yet. */
    public static final MessageCounts NONE = new MessageCounts(0, 0, 0, 0, 0, 0);

    /** All messages. */
    public long messages() {
        return opens + updates + notifications + keepalives + refreshes;
    }
}
