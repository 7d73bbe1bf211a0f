package dev.warren.bgp.fsm;

import dev.warren.bgp.wire.Notification;
import dev.warren.bgp.wire.NotificationCode;

/**
 * What a NOTIFICATION does to the routes of a session that knows of graceful restart. Without notification support they end with
 * every one (RFC 4724 section 4); with it only with a hard reset (RFC 8538 section 4).
 */
final class NotificationEffect {
    private NotificationEffect() {}

    /** True if the neighbour's routes end with one that it sent, or that we sent in its {@link #form}. */
    static boolean endsRoutes(Connection connection, Notification notification) {
        return !survivesNotifications(connection) || notification.is(NotificationCode.HARD_RESET);
    }

    /**
     * How we say it: what is final would be taken for the beginning of a restart, so it is a hard reset (RFC 8538 section 5), if the
     * neighbour knows what that is.
     */
    static Notification form(Connection connection, Notification notification) {
        if (!survivesNotifications(connection) || connection.state() != SessionState.ESTABLISHED) {
            return notification.reason();
        }
        return notification.isFinal() ? notification.asHardReset() : notification;
    }

    private static boolean survivesNotifications(Connection connection) {
        Negotiated negotiated = connection.negotiated();
        return negotiated != null && negotiated.survivesNotification();
    }
}
