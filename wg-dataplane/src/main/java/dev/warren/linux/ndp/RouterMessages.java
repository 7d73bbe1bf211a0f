package dev.warren.linux.ndp;

import dev.warren.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Router Advertisements and Solicitations in octets, without the checksum, which is the kernel's work. Pure. */
final class RouterMessages {
    static final int SOLICITATION = 133;
    static final int ADVERTISEMENT = 134;

    /** What no router has passed on, so it comes from the link (RFC 4861 sections 6.1.1 and 6.1.2). */
    static final int HOP_LIMIT = 255;

    private static final int SOLICITATION_BYTES = 8;
    private static final int ADVERTISEMENT_BYTES = 16;
    private static final int OPTION_UNIT = 8;

    private RouterMessages() {}

    /**
     * An advertisement that gives hosts nothing: no prefix, nothing for their own settings, and a router lifetime of 0, so that nobody
     * takes us for a default router.
     */
    static byte[] advertisement() {
        byte[] message = new byte[ADVERTISEMENT_BYTES];
        message[0] = (byte) ADVERTISEMENT;
        return message;
    }

    /** A question to all routers, without our link-layer address: they answer to all. */
    static byte[] solicitation() {
        byte[] message = new byte[SOLICITATION_BYTES];
        message[0] = (byte) SOLICITATION;
        return message;
    }

    /**
     * What a message means that passed the kernel's checksum.
     *
     * @param message the ICMPv6 message; it is read from its position on
     * @param source who sent it
     * @param hopLimit the hop limit it came with
     * @return empty for what RFC 4861 says to discard (sections 6.1.1 and 6.1.2), and for other types
     */
    static Optional<RouterMessage> parse(ByteBuffer message, IpAddress source, int hopLimit) {
        int start = message.position();
        int length = message.remaining();
        if (hopLimit != HOP_LIMIT || length < SOLICITATION_BYTES || message.get(start + 1) != 0) {
            return Optional.empty();
        }
        return switch (message.get(start) & 0xff) {
            case ADVERTISEMENT ->
                length >= ADVERTISEMENT_BYTES
                                && source.isLinkLocal()
                                && areOptions(message, start + ADVERTISEMENT_BYTES)
                        ? Optional.of(new RouterMessage.Advertisement(source))
                        : Optional.empty();
            case SOLICITATION ->
                areOptions(message, start + SOLICITATION_BYTES)
                        ? Optional.of(new RouterMessage.Solicitation())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** Each has a length, in units of eight octets, that isn't zero and doesn't go beyond the message. */
    private static boolean areOptions(ByteBuffer message, int from) {
        int at = from;
        while (at < message.limit()) {
            int units = at + 1 < message.limit() ? message.get(at + 1) & 0xff : 0;
            if (units == 0) {
                return false;
            }
            at += units * OPTION_UNIT;
        }
        return at == message.limit();
    }
}
