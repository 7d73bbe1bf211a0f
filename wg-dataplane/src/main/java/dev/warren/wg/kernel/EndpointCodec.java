package dev.warren.wg.kernel;

import dev.warren.linux.netlink.Attributes;
import dev.warren.linux.netlink.NetlinkException;
import dev.warren.net.Endpoint;
import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * struct sockaddr_in {family16, port be16, address be32, 8 zeros} and sockaddr_in6 {family16, port be16, flow be32, address 16,
 * scope32}. All but what is marked is in the machine's byte order.
 */
final class EndpointCodec {
    private static final int V4_BYTES = 16;
    private static final int V6_BYTES = 28;

    private EndpointCodec() {}

    static ByteBuffer encode(Endpoint endpoint, ByteOrder order) {
        boolean v4 = endpoint.family() == IpFamily.V4;
        ByteBuffer bytes = ByteBuffer.allocate(v4 ? V4_BYTES : V6_BYTES).order(order);
        bytes.putShort(0, (short) (v4 ? WireGuardNetlink.AF_INET : WireGuardNetlink.AF_INET6));
        bytes.put(2, (byte) (endpoint.port() >> 8)).put(3, (byte) endpoint.port());
        bytes.put(v4 ? 4 : 8, endpoint.address().toBytes());
        if (!v4) {
            bytes.putInt(24, endpoint.scope());
        }
        return bytes;
    }

    /** Empty for families that aren't IP. */
    static Optional<Endpoint> decode(ByteBuffer value) throws NetlinkException {
        Optional<IpFamily> family = Attributes.family(Attributes.u16(value));
        if (family.isEmpty()) {
            return Optional.empty();
        }
        boolean v4 = family.get() == IpFamily.V4;
        Attributes.requireFixedPart(value, v4 ? V4_BYTES : V6_BYTES);
        int port = Byte.toUnsignedInt(value.get(2)) << 8 | Byte.toUnsignedInt(value.get(3));
        byte[] bytes = new byte[family.get().bytes()];
        value.get(v4 ? 4 : 8, bytes);
        IpAddress address = IpAddress.of(bytes);
        int scope = !v4 && address.isLinkLocal() ? Math.max(0, value.getInt(24)) : 0;
        return Optional.of(new Endpoint(address, scope, port));
    }
}
