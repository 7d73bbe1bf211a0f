package dev.warren.bgp.wire;

import dev.warren.bgp.wire.Update.MpReach;
import dev.warren.bgp.wire.Update.MpUnreach;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** MP_REACH_NLRI and MP_UNREACH_NLRI (RFC 4760 sections 3 and 4, RFC 2545, RFC 8950). Other families are read past. */
final class MultiprotocolCodec {
    /** AFI, SAFI, next hop length and the reserved octet. */
    static final int REACH_HEADER = 5;

    /** AFI and SAFI. */
    static final int UNREACH_HEADER = 3;

    private MultiprotocolCodec() {}

    static MpReach decodeReach(Octets octets, CodecContext context) throws ShortReadException, WireException {
        AddressFamily family = family(octets);
        Octets nextHop = octets.slice(octets.u8());
        octets.u8();
        Optional<IpFamily> unicast = family.unicast();
        if (unicast.isEmpty()) {
            return new MpReach(family, Optional.empty(), Optional.empty(), List.of());
        }
        Optional<IpAddress> second = Optional.empty();
        int length = nextHop.left();
        if (length != 16 && length != 32 && (length != 4 || unicast.get() != IpFamily.V4)) {
            // RFC 7606 section 7.11.
            throw new WireException(
                    NotificationCode.OPTIONAL_ATTRIBUTE_ERROR,
                    "a next hop of " + length + " octets for " + unicast.get());
        }
        IpAddress first = IpAddress.of(nextHop.bytes(Math.min(length, 16)));
        if (length == 32) {
            second = Optional.of(IpAddress.of(nextHop.bytes(16)));
        }
        Nlri.Routes announced = routes(octets, unicast.get(), context);
        return new MpReach(family, Optional.of(first), second, announced.prefixes(), announced.ids());
    }

    static MpUnreach decodeUnreach(Octets octets, CodecContext context) throws ShortReadException, WireException {
        AddressFamily family = family(octets);
        boolean endOfRib = octets.left() == 0;
        Optional<IpFamily> unicast = family.unicast();
        Nlri.Routes withdrawn = unicast.isEmpty() ? Nlri.Routes.NONE : routes(octets, unicast.get(), context);
        return new MpUnreach(family, withdrawn.prefixes(), endOfRib, withdrawn.ids());
    }

    private static Nlri.Routes routes(Octets octets, IpFamily family, CodecContext context) throws WireException {
        boolean withIds = context.pathIds().contains(family);
        return Nlri.decode(octets, family, withIds, NotificationCode.OPTIONAL_ATTRIBUTE_ERROR);
    }

    private static boolean haveIds(AddressFamily family, CodecContext context) {
        return family.unicast().filter(context.pathIds()::contains).isPresent();
    }

    private static AddressFamily family(Octets octets) throws ShortReadException {
        int afi = octets.u16();
        return new AddressFamily(afi, octets.u8());
    }

    static byte[] encode(MpReach reach, CodecContext context) {
        byte[] nextHop = reach.nextHop().map(IpAddress::toBytes).orElse(new byte[0]);
        byte[] linkLocal = reach.linkLocal().map(IpAddress::toBytes).orElse(new byte[0]);
        int hops = nextHop.length + linkLocal.length;
        boolean withIds = haveIds(reach.family(), context);
        ByteBuffer out = ByteBuffer.allocate(REACH_HEADER + hops + Nlri.size(reach.announced(), withIds));
        putFamily(reach.family(), out);
        out.put((byte) hops).put(nextHop).put(linkLocal).put((byte) 0);
        Nlri.encode(reach.announced(), reach.ids(), withIds, out);
        return out.array();
    }

    static byte[] encode(MpUnreach unreach, CodecContext context) {
        boolean withIds = haveIds(unreach.family(), context);
        ByteBuffer out = ByteBuffer.allocate(UNREACH_HEADER + Nlri.size(unreach.withdrawn(), withIds));
        putFamily(unreach.family(), out);
        Nlri.encode(unreach.withdrawn(), unreach.ids(), withIds, out);
        return out.array();
    }

    private static void putFamily(AddressFamily family, ByteBuffer out) {
        out.putShort((short) family.afi()).put((byte) family.safi());
    }
}
