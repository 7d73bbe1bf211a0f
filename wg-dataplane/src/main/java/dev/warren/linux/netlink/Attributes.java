package dev.warren.linux.netlink;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads attributes, the type-length-values behind a message's fixed part. Any thread. */
public final class Attributes {
    private static final int TYPE_MASK = 0x3fff;

    /** Gets one attribute. */
    @FunctionalInterface
    public interface Visitor {
        /** The value is a view of the message in its byte order. */
        void attribute(int type, ByteBuffer value) throws NetlinkException;
    }

    private Attributes() {}

    /**
     * Visits all attributes from an offset to the end.
     *
     * @throws NetlinkException with EPROTO if a length is wrong
     */
    public static void visit(ByteBuffer payload, int offset, Visitor visitor) throws NetlinkException {
        int at = offset;
        while (payload.limit() - at >= 4) {
            int length = Short.toUnsignedInt(payload.getShort(at));
            if (length < 4 || length > payload.limit() - at) {
                throw new NetlinkException("attribute of " + length + " bytes", Errno.EPROTO, "");
            }
            int type = payload.getShort(at + 2) & TYPE_MASK;
            visitor.attribute(type, payload.slice(at + 4, length - 4).order(payload.order()));
            at += (length + 3) & ~3;
        }
    }

    /** The fixed part's length is there, or EPROTO. */
    public static void requireFixedPart(ByteBuffer payload, int bytes) throws NetlinkException {
        if (payload.limit() < bytes) {
            throw cutShort(payload);
        }
    }

    /** A number of 8 bits, unsigned. */
    public static int u8(ByteBuffer value) throws NetlinkException {
        requireFixedPart(value, 1);
        return Byte.toUnsignedInt(value.get(0));
    }

    /** A number of 16 bits, unsigned. */
    public static int u16(ByteBuffer value) throws NetlinkException {
        requireFixedPart(value, 2);
        return Short.toUnsignedInt(value.getShort(0));
    }

    /** A number of 32 bits. */
    public static int u32(ByteBuffer value) throws NetlinkException {
        requireFixedPart(value, 4);
        return value.getInt(0);
    }

    /** A number of 64 bits. */
    public static long u64(ByteBuffer value) throws NetlinkException {
        requireFixedPart(value, 8);
        return value.getLong(0);
    }

    /** Text up to the first zero byte. */
    static String text(ByteBuffer value) {
        byte[] bytes = new byte[value.limit()];
        value.get(0, bytes);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    /** The 4 or 16 bytes of an address from an offset to the end. */
    public static IpAddress address(ByteBuffer value, int offset) throws NetlinkException {
        int length = value.limit() - offset;
        if (length != 4 && length != 16) {
            throw cutShort(value);
        }
        byte[] bytes = new byte[length];
        value.get(offset, bytes);
        return IpAddress.of(bytes);
    }

    /** The prefix of an address and a length; the unspecified address where the message has none. */
    public static Prefix prefix(IpFamily family, Optional<IpAddress> address, int length) throws NetlinkException {
        IpAddress network = address.orElse(IpAddress.any(family));
        if (length > family.bits() || network.family() != family) {
            throw new NetlinkException("prefix " + network + "/" + length, Errno.EPROTO, "");
        }
        return Prefix.around(network, length);
    }

    /** The family of a number; empty for those that aren't IP. */
    public static Optional<IpFamily> family(int number) {
        return switch (number) {
            case Rtnetlink.AF_INET -> Optional.of(IpFamily.V4);
            case Rtnetlink.AF_INET6 -> Optional.of(IpFamily.V6);
            default -> Optional.empty();
        };
    }

    private static NetlinkException cutShort(ByteBuffer value) {
        return new NetlinkException("part of " + value.limit() + " bytes", Errno.EPROTO, "");
    }
}
