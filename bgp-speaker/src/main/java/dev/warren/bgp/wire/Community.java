package dev.warren.bgp.wire;

import java.util.Map;

/**
 * A community (RFC 1997). The text form is {@code AS:VALUE}.
 *
 * @param bits the four octets, the first in the highest byte
 */
public record Community(int bits) implements Comparable<Community> {
    /** The sender's session is about to end: least preferred (RFC 8326). */
    public static final Community GRACEFUL_SHUTDOWN = new Community(0xffff_0000);

    /** Traffic to the prefix is to be discarded (RFC 7999). */
    public static final Community BLACKHOLE = new Community(0xffff_029a);

    /** Must not be advertised to bilateral peers (RFC 3765). */
    public static final Community NO_PEER = new Community(0xffff_ff04);

    /** Must not leave the AS or confederation. */
    public static final Community NO_EXPORT = new Community(0xffff_ff01);

    /** Must not be advertised to anybody. */
    public static final Community NO_ADVERTISE = new Community(0xffff_ff02);

    /** Must not be advertised to external peers, other members of a confederation included. */
    public static final Community NO_EXPORT_SUBCONFED = new Community(0xffff_ff03);

    private static final Map<String, Community> NAMES = Map.of(
            "graceful-shutdown", GRACEFUL_SHUTDOWN,
            "blackhole", BLACKHOLE,
            "no-export", NO_EXPORT,
            "no-advertise", NO_ADVERTISE,
            "no-export-subconfed", NO_EXPORT_SUBCONFED,
            "no-peer", NO_PEER);

    /** The community {@code as:value}; both are 0 to 65,535. */
    public static Community of(int as, int value) {
        if (as < 0 || as > 0xffff || value < 0 || value > 0xffff) {
            throw new IllegalArgumentException(as + ":" + value + ": both parts of a community are 0 to 65535");
        }
        return new Community(as << 16 | value);
    }

    /**
     * Reads {@code AS:VALUE}, or the name of a well-known one: graceful-shutdown, blackhole, no-export, no-advertise, no-export-subconfed,
     * no-peer.
     *
     * @throws IllegalArgumentException if the text is no community
     */
    public static Community parse(String text) {
        Community wellKnown = NAMES.get(text);
        if (wellKnown != null) {
            return wellKnown;
        }
        int colon = text.indexOf(':');
        try {
            if (colon > 0) {
                return of(Integer.parseInt(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("'" + text + "' is not a community: write AS:VALUE", notANumber);
        }
        throw new IllegalArgumentException("'" + text + "' is not a community: write AS:VALUE");
    }

    @Override
    public int compareTo(Community other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return (bits >>> 16) + ":" + (bits & 0xffff);
    }
}
