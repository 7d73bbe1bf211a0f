package dev.warren.linux.netlink;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** RTM_*ADDR: struct ifaddrmsg {family, prefixlen, flags, scope, index32} and IFA_* attributes. */
final class AddressCodec {
    private static final int FIXED_BYTES = 8;

    private AddressCodec() {}

    /** A dump of one family's addresses on one link. */
    static void dump(MessageWriter writer, IpFamily family, int interfaceIndex) {
        writer.family(family).u8(0).u8(0).u8(0).u32(interfaceIndex);
    }

    static void encode(MessageWriter writer, InterfaceAddress address) {
        IpFamily family = address.address().family();
        writer.family(family)
                .u8(address.prefixLength())
                .u8(0)
                .u8(Rtnetlink.RT_SCOPE_UNIVERSE)
                .u32(address.interfaceIndex())
                .attribute(Rtnetlink.IFA_LOCAL, address.address())
                .attribute(Rtnetlink.IFA_ADDRESS, address.address());
        if (family == IpFamily.V6) {
            writer.attribute(Rtnetlink.IFA_FLAGS, Rtnetlink.IFA_F_NODAD);
        }
    }

    /** Empty for families that aren't IP. */
    static Optional<InterfaceAddress> decode(ByteBuffer payload) throws NetlinkException {
        Attributes.requireFixedPart(payload, FIXED_BYTES);
        Optional<IpFamily> family = Attributes.family(payload.get(0));
        if (family.isEmpty()) {
            return Optional.empty();
        }
        var fields = new Object() {
            @Nullable
            IpAddress local;

            @Nullable
            IpAddress address;
        };
        Attributes.visit(payload, FIXED_BYTES, (type, value) -> {
            switch (type) {
                case Rtnetlink.IFA_LOCAL -> fields.local = Attributes.address(value, 0);
                case Rtnetlink.IFA_ADDRESS -> fields.address = Attributes.address(value, 0);
                default -> {}
            }
        });
        IpAddress own = fields.local != null ? fields.local : fields.address;
        int length = Byte.toUnsignedInt(payload.get(1));
        if (own == null || own.family() != family.get() || length > own.family().bits()) {
            throw new NetlinkException("address " + own + "/" + length, Errno.EPROTO, "");
        }
        return Optional.of(new InterfaceAddress(payload.getInt(4), own, length));
    }
}
