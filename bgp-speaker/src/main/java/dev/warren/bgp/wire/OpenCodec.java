package dev.warren.bgp.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** OPEN on the wire (RFC 4271 section 4.2, RFC 5492, extended parameters of RFC 9072 read). */
final class OpenCodec {
    private static final int CAPABILITIES = 2;
    private static final int EXTENDED = 255;

    private OpenCodec() {}

    static Open decode(Octets octets) throws WireException {
        try {
            int version = octets.u8();
            if (version != Open.VERSION) {
                throw new WireException(
                        NotificationCode.UNSUPPORTED_VERSION,
                        Opaque.of((byte) 0, (byte) Open.VERSION),
                        "version " + version);
            }
            int as = octets.u16();
            int holdTime = octets.u16();
            int identifier = octets.i32();
            return new Open(as, holdTime, identifier, parameters(octets));
        } catch (ShortReadException cut) {
            throw new WireException(NotificationCode.OPEN_MESSAGE_ERROR, "it ends early: " + cut.getMessage());
        }
    }

    /**
     * RFC 9072 section 2: the first parameter's type says whether all lengths have two octets, and the one-octet length of all then
     * says nothing. Where that is 0 there is no first parameter.
     */
    private static List<Capability> parameters(Octets octets) throws ShortReadException, WireException {
        int length = octets.u8();
        boolean extended = length != 0 && octets.left() > 0 && octets.peek().toBytes()[0] == (byte) EXTENDED;
        if (extended) {
            octets.u8();
            length = octets.u16();
        }
        if (length != octets.left()) {
            throw new WireException(
                    NotificationCode.OPEN_MESSAGE_ERROR,
                    "parameters of " + length + " octets where " + octets.left() + " follow");
        }
        List<Capability> capabilities = new ArrayList<>();
        while (octets.left() > 0) {
            int type = octets.u8();
            Octets value = octets.slice(extended ? octets.u16() : octets.u8());
            if (type != CAPABILITIES) {
                throw new WireException(NotificationCode.UNSUPPORTED_OPTIONAL_PARAMETER, "parameter type " + type);
            }
            CapabilityCodec.decode(value, capabilities);
        }
        return capabilities;
    }

    /** All capabilities go into one parameter. */
    static void encode(Open open, ByteBuffer out) {
        out.put((byte) Open.VERSION)
                .putShort((short) open.as())
                .putShort((short) open.holdTime())
                .putInt(open.identifier());
        ByteBuffer capabilities = ByteBuffer.allocate(253);
        for (Capability capability : open.capabilities()) {
            CapabilityCodec.encode(capability, capabilities);
        }
        capabilities.flip();
        if (!capabilities.hasRemaining()) {
            out.put((byte) 0);
            return;
        }
        out.put((byte) (capabilities.remaining() + 2))
                .put((byte) CAPABILITIES)
                .put((byte) capabilities.remaining())
                .put(capabilities);
    }
}
