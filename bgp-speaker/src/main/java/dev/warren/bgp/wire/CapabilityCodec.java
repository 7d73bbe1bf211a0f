package dev.warren.bgp.wire;

import dev.warren.bgp.wire.Capability.EnhancedRefresh;
import dev.warren.bgp.wire.Capability.ExtendedNextHop;
import dev.warren.bgp.wire.Capability.FourOctetAs;
import dev.warren.bgp.wire.Capability.Multiprotocol;
import dev.warren.bgp.wire.Capability.Refresh;
import dev.warren.bgp.wire.Capability.Unknown;
import dev.warren.net.Asn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Capabilities on the wire (RFC 5492 section 4): code, length, value. */
final class CapabilityCodec {
    private CapabilityCodec() {}

    /** Reads capabilities to the end of a parameter. One whose length doesn't fit its code is kept as unknown. */
    static void decode(Octets octets, List<Capability> into) throws ShortReadException {
        while (octets.left() > 0) {
            int code = octets.u8();
            Octets value = octets.slice(octets.u8());
            Opaque raw = value.peek();
            into.add(
                    switch (code) {
                        case Multiprotocol.CODE -> value.left() == 4 ? multiprotocol(value) : new Unknown(code, raw);
                        case Refresh.CODE -> value.left() == 0 ? new Refresh() : new Unknown(code, raw);
                        case ExtendedNextHop.CODE ->
                            value.left() % 6 == 0 ? extendedNextHop(value) : new Unknown(code, raw);
                        case FourOctetAs.CODE ->
                            value.left() == 4 ? new FourOctetAs(Asn.of(value.u32())) : new Unknown(code, raw);
                        case EnhancedRefresh.CODE -> value.left() == 0 ? new EnhancedRefresh() : new Unknown(code, raw);
                        default -> new Unknown(code, raw);
                    });
        }
    }

    private static Multiprotocol multiprotocol(Octets value) throws ShortReadException {
        int afi = value.u16();
        value.u8();
        return new Multiprotocol(new AddressFamily(afi, value.u8()));
    }

    private static ExtendedNextHop extendedNextHop(Octets value) throws ShortReadException {
        List<ExtendedNextHop.Entry> entries = new ArrayList<>();
        while (value.left() > 0) {
            int afi = value.u16();
            int safi = value.u16();
            entries.add(new ExtendedNextHop.Entry(new AddressFamily(afi, safi & 0xff), value.u16()));
        }
        return new ExtendedNextHop(entries);
    }

    static void encode(Capability capability, ByteBuffer out) {
        byte[] value = switch (capability) {
            case Multiprotocol(AddressFamily family) ->
                ByteBuffer.allocate(4)
                        .putShort((short) family.afi())
                        .put((byte) 0)
                        .put((byte) family.safi())
                        .array();
            case Refresh _, EnhancedRefresh _ -> new byte[0];
            case ExtendedNextHop(List<ExtendedNextHop.Entry> entries) -> {
                ByteBuffer octets = ByteBuffer.allocate(6 * entries.size());
                for (ExtendedNextHop.Entry entry : entries) {
                    octets.putShort((short) entry.family().afi())
                            .putShort((short) entry.family().safi())
                            .putShort((short) entry.nextHopAfi());
                }
                yield octets.array();
            }
            case FourOctetAs(Asn asn) ->
                ByteBuffer.allocate(4).putInt((int) asn.value()).array();
            case Unknown(int _, Opaque octets) -> octets.toBytes();
        };
        out.put((byte) capability.code()).put((byte) value.length).put(value);
    }
}
