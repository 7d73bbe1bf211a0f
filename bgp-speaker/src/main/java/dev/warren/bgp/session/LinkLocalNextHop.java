package dev.warren.bgp.session;

import dev.warren.net.IpAddress;
import dev.warren.net.IpFamily;
import dev.warren.net.Prefix;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;

/**
 * Our link-local address that goes along with our own IPv6 next hop (RFC 2545 section 3): where the session's interface is known,
 * has both, and leads to the neighbour directly.
 */
final class LinkLocalNextHop {
    private LinkLocalNextHop() {}

    /** For a session whose address on our side is {@code local}. Asks the kernel. */
    static Optional<IpAddress> of(SessionConfig config, IpAddress local) {
        if (config.interfaceName().isEmpty() || config.nextHop().isEmpty()) {
            return Optional.empty();
        }
        try {
            NetworkInterface link =
                    NetworkInterface.getByName(config.interfaceName().get());
            return link == null ? Optional.empty() : of(config, local, link.getInterfaceAddresses());
        } catch (SocketException gone) {
            return Optional.empty();
        }
    }

    private static Optional<IpAddress> of(SessionConfig config, IpAddress local, List<InterfaceAddress> ours) {
        boolean nextHopIsThere = ours.stream()
                .map(LinkLocalNextHop::address)
                .anyMatch(address -> address.equals(config.nextHop().get()));
        boolean direct = ours.stream().anyMatch(address -> prefix(address).contains(config.address()));
        if (!nextHopIsThere || !direct) {
            return Optional.empty();
        }
        return isLinkLocal(local)
                ? Optional.of(local)
                : ours.stream()
                        .map(LinkLocalNextHop::address)
                        .filter(LinkLocalNextHop::isLinkLocal)
                        .findFirst();
    }

    private static IpAddress address(InterfaceAddress ours) {
        return IpAddress.of(ours.getAddress());
    }

    private static Prefix prefix(InterfaceAddress ours) {
        return Prefix.around(address(ours), ours.getNetworkPrefixLength());
    }

    private static boolean isLinkLocal(IpAddress address) {
        return address.family() == IpFamily.V6 && address.isLinkLocal();
    }
}
