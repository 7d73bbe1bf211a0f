package dev.warren.bgp.session;

import dev.warren.net.IpAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The zones of link-local IPv6 addresses: interfaces (RFC 4007). Looked up anew each time, as interfaces come and go. */
final class Zone {
    private Zone() {}

    /** Where a neighbour is. */
    static Place place(SessionConfig config) {
        return Place.of(config.address(), config.interfaceName());
    }

    /** Where a connection comes from. */
    static Place place(InetAddress remote) {
        String name = "";
        if (isLinkLocal(remote) && remote instanceof Inet6Address zoned) {
            NetworkInterface known = byIndex(zoned.getScopeId());
            name = known == null ? "" : known.getName();
        }
        return new Place(IpAddress.of(remote), name);
    }

    /** An address with its zone, if it needs one. Of an interface that isn't there the zone is 0, with which nothing connects. */
    static InetAddress in(Optional<String> interfaceName, IpAddress address) {
        InetAddress plain = address.toInetAddress();
        if (interfaceName.isEmpty() || !isLinkLocal(plain)) {
            return plain;
        }
        try {
            NetworkInterface known = NetworkInterface.getByName(interfaceName.get());
            return Inet6Address.getByAddress(null, address.toBytes(), known == null ? 0 : known.getIndex());
        } catch (SocketException | UnknownHostException gone) {
            return plain;
        }
    }

    static boolean isLinkLocal(InetAddress address) {
        return address instanceof Inet6Address && address.isLinkLocalAddress();
    }

    private static @Nullable NetworkInterface byIndex(int index) {
        try {
            return NetworkInterface.getByIndex(index);
        } catch (SocketException gone) {
            return null;
        }
    }
}
