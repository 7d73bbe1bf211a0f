package dev.warren.bgp.wire;

import dev.warren.bgp.wire.Capability.AddPath;
import dev.warren.bgp.wire.Capability.BgpRole;
import dev.warren.bgp.wire.Capability.EnhancedRefresh;
import dev.warren.bgp.wire.Capability.ExtendedMessage;
import dev.warren.bgp.wire.Capability.ExtendedNextHop;
import dev.warren.bgp.wire.Capability.FourOctetAs;
import dev.warren.bgp.wire.Capability.GracefulRestart;
import dev.warren.bgp.wire.Capability.Multiprotocol;
import dev.warren.bgp.wire.Capability.Refresh;
import dev.warren.bgp.wire.Capability.Unknown;
import dev.warren.net.Asn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Capabilities on the wire (RFC 5492 section 4): code, length, value. */
final class CapabilityCodec {
    /** Flags and time of graceful restart (RFC 4724 section 3, RFC 8538 section 2). */
    private static final int RESTARTED = 0x8000;

    private static final int NOTIFICATION = 0x4000;
    private static final int MAX_TIME = 0xfff;
    private static final int FORWARDING = 0x80;
    /** Bits of Send/Receive (RFC 7911 section 4): 1, 2, or 3 for both. */
    private static final int RECEIVES = 1;

    private static final int SENDS = 2;

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
                        case ExtendedMessage.CODE -> value.left() == 0 ? new ExtendedMessage() : new Unknown(code, raw);
                        case BgpRole.CODE -> value.left() == 1 ? new BgpRole(value.u8()) : new Unknown(code, raw);
                        case GracefulRestart.CODE ->
                            value.left() % 4 == 2 ? gracefulRestart(value) : new Unknown(code, raw);
                        case FourOctetAs.CODE ->
                            value.left() == 4 ? new FourOctetAs(Asn.of(value.u32())) : new Unknown(code, raw);
                        case AddPath.CODE -> isAddPath(raw) ? addPath(value) : new Unknown(code, raw);
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

    private static GracefulRestart gracefulRestart(Octets value) throws ShortReadException {
        int head = value.u16();
        List<GracefulRestart.Kept> entries = new ArrayList<>();
        while (value.left() > 0) {
            int afi = value.u16();
            AddressFamily family = new AddressFamily(afi, value.u8());
            entries.add(new GracefulRestart.Kept(family, (value.u8() & FORWARDING) != 0));
        }
        return new GracefulRestart((head & RESTARTED) != 0, (head & NOTIFICATION) != 0, head & MAX_TIME, entries);
    }

    /** RFC 7911 section 4: with any other value of Send/Receive it counts as not understood. */
    private static boolean isAddPath(Opaque raw) {
        byte[] octets = raw.toBytes();
        boolean valid = octets.length % 4 == 0;
        for (int index = 3; index < octets.length; index += 4) {
            valid &= octets[index] >= RECEIVES && octets[index] <= (RECEIVES | SENDS);
        }
        return valid;
    }

    private static AddPath addPath(Octets value) throws ShortReadException {
        List<AddPath.Mode> entries = new ArrayList<>();
        while (value.left() > 0) {
            int afi = value.u16();
            AddressFamily family = new AddressFamily(afi, value.u8());
            int mode = value.u8();
            entries.add(new AddPath.Mode(family, (mode & RECEIVES) != 0, (mode & SENDS) != 0));
        }
        return new AddPath(entries);
    }

    private static byte[] value(AddPath addPath) {
        ByteBuffer octets = ByteBuffer.allocate(4 * addPath.modes().size());
        for (AddPath.Mode entry : addPath.modes()) {
            octets.putShort((short) entry.family().afi())
                    .put((byte) entry.family().safi())
                    .put((byte) ((entry.receives() ? RECEIVES : 0) | (entry.sends() ? SENDS : 0)));
        }
        return octets.array();
    }

    private static byte[] value(GracefulRestart restart) {
        ByteBuffer octets = ByteBuffer.allocate(2 + 4 * restart.entries().size());
        int flags = (restart.restarted() ? RESTARTED : 0) | (restart.notification() ? NOTIFICATION : 0);
        octets.putShort((short) (flags | Math.min(restart.time(), MAX_TIME)));
        for (GracefulRestart.Kept entry : restart.entries()) {
            octets.putShort((short) entry.family().afi())
                    .put((byte) entry.family().safi())
                    .put((byte) (entry.forwarding() ? FORWARDING : 0));
        }
        return octets.array();
    }

    static void encode(Capability capability, ByteBuffer out) {
        byte[] value = switch (capability) {
            case Multiprotocol(AddressFamily family) ->
                ByteBuffer.allocate(4)
                        .putShort((short) family.afi())
                        .put((byte) 0)
                        .put((byte) family.safi())
                        .array();
            case Refresh _, EnhancedRefresh _, ExtendedMessage _ -> new byte[0];
            case BgpRole(int role) -> new byte[] {(byte) role};
            case GracefulRestart restart -> value(restart);
            case AddPath addPath -> value(addPath);
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
