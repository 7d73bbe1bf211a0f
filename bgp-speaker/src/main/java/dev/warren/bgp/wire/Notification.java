package dev.warren.bgp.wire;

/**
 * NOTIFICATION (RFC 4271 section 4.5): the sender closes the connection because of this.
 *
 * @param code 0 to 255; see {@link NotificationCode}
 * @param subcode 0 to 255; 0 is unspecific
 * @param data depends on both; may be empty
 */
public record Notification(int code, int subcode, Opaque data) implements Message {

    /** A notification without data. */
    public static Notification of(NotificationCode code) {
        return of(code, Opaque.EMPTY);
    }

    /** A notification with data. */
    public static Notification of(NotificationCode code, Opaque data) {
        return new Notification(code.code(), code.subcode(), data);
    }

    /** True if it is this one, whatever its data. */
    public boolean is(NotificationCode other) {
        return code == other.code() && subcode == other.subcode();
    }

    @Override
    public String toString() {
        String octets = ShutdownCommunication.decode(this)
                .map(text -> " \u201c" + text + "\u201d")
                .orElse(data.length() == 0 ? "" : " data=" + data);
        return code + "/" + subcode + " " + NotificationCode.text(code, subcode) + octets;
    }
}
