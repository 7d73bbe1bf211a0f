package dev.warren.bgp.wire;

import java.util.Arrays;

/**
 * NOTIFICATION (RFC 4271 section 4.5): the sender closes the connection because of this.
 *
 * @param code 0 to 255; see {@link NotificationCode}
 * @param subcode 0 to 255; 0 is unspecific
 * @param data depends on both; may be empty. What is more than {@link #MAX_DATA} octets is left out: it may be what the neighbour sent, which
 *     may send longer messages than it takes (RFC 8654 section 4)
 */
public record Notification(int code, int subcode, Opaque data) implements Message {
    /** What fits into a message that every neighbour takes, extended messages (RFC 8654) or not: 4,075 octets. */
    public static final int MAX_DATA = MessageHeader.MAX_MESSAGE - MessageHeader.LENGTH - 2;

    private static final int SHOWN = 64;

    public Notification {
        data = data.first(MAX_DATA);
    }

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

    /** True for what leaves nothing to wait for: shut down, deconfigured, too many prefixes, no way to the neighbour (RFC 8538 section 5). */
    public boolean isFinal() {
        return is(NotificationCode.ADMINISTRATIVE_SHUTDOWN)
                || is(NotificationCode.PEER_DECONFIGURED)
                || is(NotificationCode.MAXIMUM_PREFIXES_REACHED)
                || is(NotificationCode.BFD_DOWN);
    }

    /** This one within a Cease/Hard Reset (RFC 8538 section 3). */
    public Notification asHardReset() {
        byte[] inner = data.toBytes();
        byte[] octets = new byte[2 + inner.length];
        octets[0] = (byte) code;
        octets[1] = (byte) subcode;
        System.arraycopy(inner, 0, octets, 2, inner.length);
        return of(NotificationCode.HARD_RESET, Opaque.of(octets));
    }

    /** What a Cease/Hard Reset is about; itself for any other. */
    public Notification reason() {
        byte[] octets = data.toBytes();
        return is(NotificationCode.HARD_RESET) && octets.length >= 2
                ? new Notification(
                        octets[0] & 0xff, octets[1] & 0xff, Opaque.of(Arrays.copyOfRange(octets, 2, octets.length)))
                : this;
    }

    @Override
    public String toString() {
        return is(NotificationCode.HARD_RESET) && data.length() >= 2
                ? "6/9 hard reset: " + reason().plainText()
                : plainText();
    }

    private String more() {
        return data.length() > SHOWN ? "\u2026 and " + (data.length() - SHOWN) + " more octets" : "";
    }

    private String plainText() {
        String octets = ShutdownCommunication.decode(this)
                .map(text -> " \u201c" + text + "\u201d")
                .orElse(data.length() == 0 ? "" : " data=" + data.first(SHOWN) + more());
        return code + "/" + subcode + " " + NotificationCode.text(code, subcode) + octets;
    }
}
