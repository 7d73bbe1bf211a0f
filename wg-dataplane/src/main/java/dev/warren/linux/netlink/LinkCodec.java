package dev.warren.linux.netlink;

import java.nio.ByteBuffer;

/** RTM_*LINK: struct ifinfomsg {family, pad, type16, index32, flags32, change32} and IFLA_* attributes. */
final class LinkCodec {
    private static final int FIXED_BYTES = 16;

    private LinkCodec() {}

    /** The fixed part alone, of one link or (0) of none. */
    static void header(MessageWriter writer, int index, int flags, int change) {
        writer.u8(Rtnetlink.AF_UNSPEC).u8(0).u16(0).u32(index).u32(flags).u32(change);
    }

    /** A request for the link of a name. */
    static void byName(MessageWriter writer, String name) {
        header(writer, 0, 0, 0);
        writer.attribute(Rtnetlink.IFLA_IFNAME, name);
    }

    /** Sets up or down. */
    static void upDown(MessageWriter writer, int index, boolean up) {
        header(writer, index, up ? Rtnetlink.IFF_UP : 0, Rtnetlink.IFF_UP);
    }

    /** Adds one of a kind. */
    static void add(MessageWriter writer, String name, String kind) {
        header(writer, 0, 0, 0);
        writer.attribute(Rtnetlink.IFLA_IFNAME, name)
                .nest(Rtnetlink.IFLA_LINKINFO, info -> info.attribute(Rtnetlink.IFLA_INFO_KIND, kind));
    }

    /** Sets the alias. */
    static void alias(MessageWriter writer, int index, String alias) {
        header(writer, index, 0, 0);
        writer.attribute(Rtnetlink.IFLA_IFALIAS, alias);
    }

    /** Sets the MTU. */
    static void mtu(MessageWriter writer, int index, int mtu) {
        header(writer, index, 0, 0);
        writer.attribute(Rtnetlink.IFLA_MTU, mtu);
    }

    static Link decode(ByteBuffer payload) throws NetlinkException {
        Attributes.requireFixedPart(payload, FIXED_BYTES);
        var fields = new Object() {
            String name = "";
            int mtu;
            String kind = "";
            String alias = "";
        };
        Attributes.visit(payload, FIXED_BYTES, (type, value) -> {
            switch (type) {
                case Rtnetlink.IFLA_IFNAME -> fields.name = Attributes.text(value);
                case Rtnetlink.IFLA_MTU -> fields.mtu = Attributes.u32(value);
                case Rtnetlink.IFLA_LINKINFO -> fields.kind = kind(value);
                case Rtnetlink.IFLA_IFALIAS -> fields.alias = Attributes.text(value);
                default -> {}
            }
        });
        int flags = payload.getInt(8);
        return new Link(
                payload.getInt(4),
                fields.name,
                (flags & Rtnetlink.IFF_UP) != 0,
                (flags & Rtnetlink.IFF_LOWER_UP) != 0,
                fields.mtu,
                fields.kind,
                fields.alias);
    }

    private static String kind(ByteBuffer linkInfo) throws NetlinkException {
        StringBuilder kind = new StringBuilder();
        Attributes.visit(linkInfo, 0, (type, value) -> {
            if (type == Rtnetlink.IFLA_INFO_KIND) {
                kind.append(Attributes.text(value));
            }
        });
        return kind.toString();
    }
}
