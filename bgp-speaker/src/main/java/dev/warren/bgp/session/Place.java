package dev.warren.bgp.session;

import dev.warren.net.IpAddress;
import java.util.Optional;

/**
 * Where a neighbour is, as its connections show it: one place is one neighbour.
 *
 * @param address its address
 * @param interfaceName the interface that it is behind if the address is a link-local IPv6 one (RFC 4007); otherwise empty
 */
public record Place(IpAddress address, String interfaceName) {
    /** Where a neighbour with this address behind this interface is. */
    public static Place of(IpAddress address, Optional<String> interfaceName) {
        return new Place(address, Zone.isLinkLocal(address.toInetAddress()) ? interfaceName.orElse("") : "");
    }
}
