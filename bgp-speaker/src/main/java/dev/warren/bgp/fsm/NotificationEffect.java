package dev.warren.bgp.fsm;

import dev.warren.bgp.wire.Notification;

/** What a NOTIFICATION does to the routes of a session that knows of graceful restart (RFC 4724 section 4, RFC 8538 section 4). */
final class NotificationEffect {
    private NotificationEffect() {}

    /** True if routes don't outlive it, sent or received. */
    static boolean endsRoutes(Connection connection, Notification notification) {
        return !survivesNotifications(connection) || notification.isHardReset();
    }

    /** RFC 8538 section 3.1: where others would be taken for the beginning of a restart, the final ones are said to be so. */
    static Notification form(Connection connection, Notification notification) {
        boolean wrap = survivesNotifications(connection) && connection.state() == SessionState.ESTABLISHED;
        return wrap && notification.isFinal() ? notification.asHardReset() : notification;
    }

    private static boolean survivesNotifications(Connection connection) {
        Negotiated negotiated = connection.negotiated();
        return negotiated != null && negotiated.survivesNotification();
    }
}
