package dev.warren.linux.netlink;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * RTM_*ROUTE: struct rtmsg {family, dst_len, src_len, tos, table, protocol, scope, type, flags32} and RTA_* attributes. A table
 * number above 255 is in RTA_TABLE only.
 */
final class RouteCodec {
    private static final int FIXED_BYTES = 12;

    private RouteCodec() {}

    /** A dump; the kernel applies the filter where NETLINK_GET_STRICT_CHK is set. */
    static void dump(MessageWriter writer, RouteFilter filter) {
        writer.family(filter.family())
                .u8(0)
                .u8(0)
                .u8(0)
                .u8(Rtnetlink.RT_TABLE_UNSPEC)
                .u8(filter.protocol().orElse(0))
                .u8(0)
                .u8(0)
                .u32(0);
        filter.table().ifPresent(table -> writer.attribute(Rtnetlink.RTA_TABLE, table));
    }

    /** The route that is to be added or put in place. */
    static void encode(MessageWriter writer, Route route) {
        boolean direct = route.type() == RouteType.UNICAST && route.gateway().isEmpty();
        encode(writer, route, direct ? Rtnetlink.RT_SCOPE_LINK : Rtnetlink.RT_SCOPE_UNIVERSE);
    }

    /** The route that is to be removed; its scope doesn't matter, and of a multipath route only the place does. */
    static void encodeRemoval(MessageWriter writer, Route route) {
        write(writer, route, Rtnetlink.RT_SCOPE_NOWHERE);
    }

    private static void encode(MessageWriter writer, Route route, int scope) {
        if (route.multipath()) {
            throw new IllegalArgumentException("multipath routes are only read: " + route);
        }
        write(writer, route, scope);
    }

    private static void write(MessageWriter writer, Route route, int scope) {
        Prefix destination = route.destination();
        int table = route.table();
        writer.family(destination.family())
                .u8(destination.length())
                .u8(0)
                .u8(0)
                .u8(Integer.compareUnsigned(table, 255) <= 0 ? table : Rtnetlink.RT_TABLE_UNSPEC)
                .u8(route.protocol())
                .u8(scope)
                .u8(route.type().code())
                .u32(route.onlink() ? Rtnetlink.RTNH_F_ONLINK : 0)
                .attribute(Rtnetlink.RTA_DST, destination.address())
                .attribute(Rtnetlink.RTA_TABLE, table)
                .attribute(Rtnetlink.RTA_PRIORITY, (int) route.metric());
        if (route.outInterface() != 0) {
            writer.attribute(Rtnetlink.RTA_OIF, route.outInterface());
        }
        route.gateway().ifPresent(gateway -> gateway(writer, destination.family(), gateway));
    }

    private static void gateway(MessageWriter writer, IpFamily family, IpAddress gateway) {
        if (gateway.family() == family) {
            writer.attribute(Rtnetlink.RTA_GATEWAY, gateway);
        } else {
            writer.attributeVia(Rtnetlink.RTA_VIA, gateway);
        }
    }

    /** Empty for families that aren't IP, and for cache entries. */
    static Optional<Route> decode(ByteBuffer payload) throws NetlinkException {
        Attributes.requireFixedPart(payload, FIXED_BYTES);
        Optional<IpFamily> family = Attributes.family(payload.get(0));
        int flags = payload.getInt(8);
        if (family.isEmpty() || (flags & Rtnetlink.RTM_F_CLONED) != 0) {
            return Optional.empty();
        }
        Fields fields = new Fields();
        fields.table = Byte.toUnsignedInt(payload.get(4));
        Attributes.visit(payload, FIXED_BYTES, fields);
        if (family.get() == IpFamily.V6 && fields.gateway != null && fields.gateway.family() == IpFamily.V4) {
            throw new NetlinkException("IPv6 route by the gateway " + fields.gateway, Errno.EPROTO, "");
        }
        RouteType type = RouteType.of(Byte.toUnsignedInt(payload.get(7)));
        return Optional.of(new Route(
                Attributes.prefix(
                        family.get(), Optional.ofNullable(fields.destination), Byte.toUnsignedInt(payload.get(1))),
                type,
                fields.table,
                Byte.toUnsignedInt(payload.get(5)),
                Integer.toUnsignedLong(fields.metric),
                // IPv6 names the loopback interface in routes that lead nowhere
                type == RouteType.UNICAST ? fields.outInterface : 0,
                Optional.ofNullable(fields.gateway),
                (flags & Rtnetlink.RTNH_F_ONLINK) != 0,
                fields.multipath));
    }

    /** What the attributes of a route say. */
    private static final class Fields implements Attributes.Visitor {
        private @Nullable IpAddress destination;
        private @Nullable IpAddress gateway;
        private int table;
        private int metric;
        private int outInterface;
        private boolean multipath;

        @Override
        public void attribute(int type, ByteBuffer value) throws NetlinkException {
            switch (type) {
                case Rtnetlink.RTA_DST -> destination = Attributes.address(value, 0);
                case Rtnetlink.RTA_GATEWAY -> gateway = Attributes.address(value, 0);
                case Rtnetlink.RTA_VIA -> gateway = Attributes.address(value, 2);
                case Rtnetlink.RTA_OIF -> outInterface = Attributes.u32(value);
                case Rtnetlink.RTA_PRIORITY -> metric = Attributes.u32(value);
                case Rtnetlink.RTA_TABLE -> table = Attributes.u32(value);
                case Rtnetlink.RTA_MULTIPATH -> multipath = true;
                default -> {}
            }
        }
    }
}
