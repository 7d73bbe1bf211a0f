package dev.warren.bgp.wire;

/** A malformed message on its way to {@link Decoded.Bad}; never leaves the package. */
final class WireException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Notification notification;

    WireException(NotificationCode code, Opaque data, String detail) {
        super(detail, null, false, false);
        this.notification = Notification.of(code, data);
    }

    WireException(NotificationCode code, String detail) {
        this(code, Opaque.EMPTY, detail);
    }

    Decoded.Bad bad() {
        return new Decoded.Bad(notification, String.valueOf(getMessage()));
    }
}
